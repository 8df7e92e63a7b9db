using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Catalog;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Catalog
{
    internal sealed class GlAccountMapping : IEntityTypeConfiguration<GlAccount>
    {
        public void Configure(EntityTypeBuilder<GlAccount> builder)
        {
            builder.ToTable("GlAccounts");
            builder.Property(a => a.Number).HasMaxLength(Lengths.Code);
            builder.Property(a => a.Name).AsFrozenJson();
            builder.Property(a => a.SearchKey).HasMaxLength(1000);
            builder.HasIndex(a => new { a.LegalEntityId, a.Number }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(a => a.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class JournalMapping : IEntityTypeConfiguration<Journal>
    {
        public void Configure(EntityTypeBuilder<Journal> builder)
        {
            builder.ToTable("Journals");
            builder.Property(j => j.Code).HasMaxLength(Lengths.Code);
            builder.Property(j => j.Name).AsFrozenJson();
            builder.HasIndex(j => new { j.LegalEntityId, j.Code }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(j => j.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class TaxCodeMapping : IEntityTypeConfiguration<TaxCode>
    {
        public void Configure(EntityTypeBuilder<TaxCode> builder)
        {
            builder.ToTable("TaxCodes");
            builder.Property(c => c.Code).HasMaxLength(Lengths.Code);
            builder.Property(c => c.Name).AsFrozenJson();
            builder.Property(c => c.ExemptionReason).AsFrozenJson();
            builder.HasIndex(c => new { c.LegalEntityId, c.Code }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(c => c.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(c => c.Components).WithMany().UsingEntity(
                "TaxCodeComponents",
                right => right.HasOne(typeof(TaxComponent)).WithMany().HasForeignKey("TaxComponentId").OnDelete(DeleteBehavior.Restrict),
                left => left.HasOne(typeof(TaxCode)).WithMany().HasForeignKey("TaxCodeId").OnDelete(DeleteBehavior.Cascade));
        }
    }

    internal sealed class TaxComponentMapping : IEntityTypeConfiguration<TaxComponent>
    {
        public void Configure(EntityTypeBuilder<TaxComponent> builder)
        {
            builder.ToTable("TaxComponents");
            builder.Property(c => c.Name).AsFrozenJson();
            builder.HasMany(c => c.Rates).WithOne().HasForeignKey(r => r.TaxComponentId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(c => c.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(c => c.GlAccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class TaxRateMapping : IEntityTypeConfiguration<TaxRate>
    {
        public void Configure(EntityTypeBuilder<TaxRate> builder)
        {
            builder.ToTable("TaxRates");
            builder.Property(r => r.Percent).Percent();
            builder.HasIndex(r => new { r.TaxComponentId, r.From }).IsUnique();
        }
    }

    internal sealed class FiscalPositionMapping : IEntityTypeConfiguration<FiscalPosition>
    {
        public void Configure(EntityTypeBuilder<FiscalPosition> builder)
        {
            builder.ToTable("FiscalPositions");
            builder.Property(p => p.Code).HasMaxLength(Lengths.Code);
            builder.Property(p => p.Name).AsFrozenJson();
            builder.HasIndex(p => new { p.LegalEntityId, p.Code }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(p => p.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(p => p.Taxes).WithOne().HasForeignKey(m => m.FiscalPositionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(p => p.Accounts).WithOne().HasForeignKey(m => m.FiscalPositionId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class TaxMappingMapping : IEntityTypeConfiguration<TaxMapping>
    {
        public void Configure(EntityTypeBuilder<TaxMapping> builder)
        {
            builder.ToTable("FiscalPositionTaxes");
            builder.HasIndex(m => new { m.FiscalPositionId, m.FromTaxCodeId }).IsUnique();
            builder.HasOne<TaxCode>().WithMany().HasForeignKey(m => m.FromTaxCodeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<TaxCode>().WithMany().HasForeignKey(m => m.ToTaxCodeId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class AccountMappingMapping : IEntityTypeConfiguration<AccountMapping>
    {
        public void Configure(EntityTypeBuilder<AccountMapping> builder)
        {
            builder.ToTable("FiscalPositionAccounts");
            builder.HasIndex(m => new { m.FiscalPositionId, m.FromGlAccountId }).IsUnique();
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(m => m.FromGlAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(m => m.ToGlAccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class PaymentTermsMapping : IEntityTypeConfiguration<PaymentTerms>
    {
        public void Configure(EntityTypeBuilder<PaymentTerms> builder)
        {
            builder.ToTable("PaymentTerms");
            builder.Property(t => t.Code).HasMaxLength(Lengths.Code);
            builder.Property(t => t.Name).AsFrozenJson();
            builder.Property(t => t.Instalments).AsJson();
            builder.Property(t => t.EarlyPercent).Percent();
            builder.HasIndex(t => t.Code).IsUnique();
        }
    }

    internal sealed class ProductMapping : IEntityTypeConfiguration<Product>
    {
        public void Configure(EntityTypeBuilder<Product> builder)
        {
            builder.ToTable("Products");
            builder.Property(p => p.Code).HasMaxLength(Lengths.Code);
            builder.Property(p => p.Hours).AsFrozenJson();
            builder.Property(p => p.Name).AsFrozenJson();
            builder.Property(p => p.Unit).AsFrozenJson();
            builder.Property(p => p.UnitPrice).UnitPrice();
            builder.Property(p => p.PurchaseCost).UnitPrice();
            builder.Property(p => p.SearchKey).HasMaxLength(1000);
            builder.HasIndex(p => new { p.LegalEntityId, p.Code }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(p => p.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<TaxCode>().WithMany().HasForeignKey(p => p.TaxCodeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(p => p.GlAccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<GlAccount> GlAccounts => Set<GlAccount>();

        public DbSet<Journal> Journals => Set<Journal>();

        public DbSet<TaxCode> TaxCodes => Set<TaxCode>();

        public DbSet<TaxComponent> TaxComponents => Set<TaxComponent>();

        public DbSet<FiscalPosition> FiscalPositions => Set<FiscalPosition>();

        public DbSet<PaymentTerms> PaymentTerms => Set<PaymentTerms>();

        public DbSet<Product> Products => Set<Product>();
    }
}
