using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Clients;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PrepaidHours;
using Portal.Business.Quotes;

namespace Portal.Business.PrepaidHours
{
    internal sealed class HoursPackMapping : IEntityTypeConfiguration<HoursPack>
    {
        public void Configure(EntityTypeBuilder<HoursPack> builder)
        {
            builder.ToTable("HoursPacks");
            builder.Property(p => p.Number).HasMaxLength(Lengths.Code + 12);
            builder.Property(p => p.OverRate).HasPrecision(18, 6);
            builder.HasIndex(p => p.JobLineId).IsUnique();
            builder.HasIndex(p => new { p.ClientId, p.BoughtOn });
            builder.HasIndex(p => p.BoughtOn);
            builder.HasIndex(p => p.ExpiresOn);
            builder.HasIndex(p => p.BalanceMinutes);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(p => p.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(p => p.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<JobLine>().WithMany().HasForeignKey(p => p.JobLineId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Quote>().WithMany().HasForeignKey(p => p.TopUpQuoteId).OnDelete(DeleteBehavior.SetNull);
        }
    }

    internal sealed class HoursMovementMapping : IEntityTypeConfiguration<HoursMovement>
    {
        public void Configure(EntityTypeBuilder<HoursMovement> builder)
        {
            builder.ToTable("HoursMovements");
            builder.Property(m => m.Note).HasMaxLength(500);
            builder.Property(m => m.Source).HasMaxLength(100);
            builder.HasIndex(m => m.Source).IsUnique();
            builder.HasIndex(m => new { m.PackId, m.On });
            builder.HasIndex(m => new { m.ClientId, m.On });
            builder.HasIndex(m => m.TimeEntryId);
            builder.HasOne<HoursPack>().WithMany().HasForeignKey(m => m.PackId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(m => m.ClientId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class HoursAlertMapping : IEntityTypeConfiguration<HoursAlert>
    {
        public void Configure(EntityTypeBuilder<HoursAlert> builder)
        {
            builder.ToTable("HoursAlerts");
            builder.HasIndex(a => new { a.PackId, a.Kind, a.ExpiresOn }).IsUnique();
            builder.HasOne<HoursPack>().WithMany().HasForeignKey(a => a.PackId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Client>().WithMany().HasForeignKey(a => a.ClientId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<HoursPack> HoursPacks => Set<HoursPack>();

        public DbSet<HoursMovement> HoursMovements => Set<HoursMovement>();

        public DbSet<HoursAlert> HoursAlerts => Set<HoursAlert>();
    }
}
