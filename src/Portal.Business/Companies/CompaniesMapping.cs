using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Companies
{
    internal sealed class LegalEntityMapping : IEntityTypeConfiguration<LegalEntity>
    {
        public void Configure(EntityTypeBuilder<LegalEntity> builder)
        {
            builder.ToTable("LegalEntities");
            builder.ComplexProperty(e => e.Address);
            builder.ComplexProperty(e => e.Numbers);
            builder.ComplexProperty(e => e.Bank);
            builder.Property(e => e.Currency).HasMaxLength(3);
            builder.HasIndex(e => e.Name).IsUnique();
        }
    }

    internal sealed class NumberSeriesMapping : IEntityTypeConfiguration<NumberSeries>
    {
        public void Configure(EntityTypeBuilder<NumberSeries> builder)
        {
            builder.ToTable("NumberSeries");
            builder.Property(s => s.Prefix).HasMaxLength(20);
            builder.Property(s => s.Next).IsConcurrencyToken();
            builder.Ignore(s => s.IsUsed);
            builder.HasIndex(s => new { s.LegalEntityId, s.Document }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(s => s.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ReferenceStampMapping : IEntityTypeConfiguration<ReferenceStamp>
    {
        public void Configure(EntityTypeBuilder<ReferenceStamp> builder)
        {
            builder.ToTable("ReferenceStamps");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.HasData(new { Id = ReferenceStamp.OnlyId, Version = 1 });
        }
    }

    internal sealed class FormTextMapping : IEntityTypeConfiguration<FormText>
    {
        public void Configure(EntityTypeBuilder<FormText> builder)
        {
            builder.ToTable("FormTexts");
            builder.Property(t => t.Text).AsFrozenJson();
            builder.HasIndex(t => new { t.LegalEntityId, t.Form }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(t => t.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<ReferenceStamp> ReferenceStamps => Set<ReferenceStamp>();

        public DbSet<LegalEntity> LegalEntities => Set<LegalEntity>();

        public DbSet<NumberSeries> NumberSeries => Set<NumberSeries>();

        public DbSet<FormText> FormTexts => Set<FormText>();
    }
}
