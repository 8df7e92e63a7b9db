using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.JobFolders
{
    internal sealed class JobMapping : IEntityTypeConfiguration<Job>
    {
        public void Configure(EntityTypeBuilder<Job> builder)
        {
            builder.ToTable("Jobs");
            builder.Property(j => j.Number).HasMaxLength(Lengths.Code);
            builder.Property(j => j.Currency).HasMaxLength(3);
            builder.Property(j => j.SearchKey).HasMaxLength(Folding.LongestIndexed);
            builder.HasIndex(j => new { j.LegalEntityId, j.Number }).IsUnique();
            builder.HasIndex(j => new { j.Status, j.CreatedAt });
            builder.HasIndex(j => j.ClientId);
            builder.HasIndex(j => j.CreatedAt);
            builder.HasIndex(j => j.SearchKey);
            builder.HasIndex(j => j.ResponsibleUserId);
            builder.HasMany(j => j.Lines).WithOne().HasForeignKey(l => l.JobId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(j => j.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(j => j.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.Property(j => j.RetentionPercent).Percent();
            builder.HasOne<Site>().WithMany().HasForeignKey(j => j.SiteId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class JobLineMapping : IEntityTypeConfiguration<JobLine>
    {
        public void Configure(EntityTypeBuilder<JobLine> builder)
        {
            builder.ToTable("JobLines");
            builder.Property(l => l.Description).HasMaxLength(Lengths.Text);
            builder.Property(l => l.Unit).HasMaxLength(Lengths.Code);
            builder.Property(l => l.Quantity).Quantity();
            builder.Property(l => l.InvoicedQuantity).Quantity();
            builder.Property(l => l.UnitPrice).UnitPrice();
            builder.Property(l => l.DiscountPercent).Percent();
            builder.HasIndex(l => l.JobId);
            builder.HasIndex(l => l.QuoteLineId).IsUnique();
            builder.HasOne<Product>().WithMany().HasForeignKey(l => l.ProductId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<TaxCode>().WithMany().HasForeignKey(l => l.TaxCodeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(l => l.GlAccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class TimelineEntryMapping : IEntityTypeConfiguration<TimelineEntry>
    {
        public void Configure(EntityTypeBuilder<TimelineEntry> builder)
        {
            builder.ToTable("TimelineEntries");
            builder.Property(e => e.What).HasMaxLength(60);
            builder.Property(e => e.Subject).HasMaxLength(60);
            builder.Property(e => e.Args).AsFrozenJson();
            builder.Property(e => e.Note).HasMaxLength(Lengths.LongText);
            builder.HasIndex(e => new { e.JobId, e.At });
            builder.HasIndex(e => new { e.ClientId, e.At });
            builder.HasIndex(e => new { e.Subject, e.SubjectId });
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Job> Jobs => Set<Job>();

        public DbSet<TimelineEntry> TimelineEntries => Set<TimelineEntry>();
    }
}
