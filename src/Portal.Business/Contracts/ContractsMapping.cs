using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Requests;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts
{
    internal sealed class ContractMapping : IEntityTypeConfiguration<Contract>
    {
        public void Configure(EntityTypeBuilder<Contract> builder)
        {
            builder.ToTable("Contracts");
            builder.Property(c => c.Reference).HasMaxLength(Lengths.Code);
            builder.Property(c => c.Currency).HasMaxLength(3);
            builder.Property(c => c.Notes).HasMaxLength(Lengths.LongText);
            builder.Property(c => c.EndReason).HasMaxLength(Lengths.Text);
            builder.Property(c => c.LargestChangePercent).HasPrecision(12, 6);
            builder.Property(c => c.SearchKey).HasMaxLength(Folding.LongestIndexed);
            builder.Property(c => c.RenewedFrom).AsJson();
            builder.Property(c => c.PositionChanges).AsJson();
            builder.Ignore(c => c.Terms);
            builder.Ignore(c => c.LastDay);
            builder.Ignore(c => c.Bills);
            builder.Ignore(c => c.Written);
            builder.Ignore(c => c.IsRevised);
            builder.Ignore(c => c.HasDatedPosition);
            builder.HasIndex(c => new { c.LegalEntityId, c.Reference }).IsUnique();
            builder.Property(c => c.OnceKey).HasMaxLength(Lengths.Code);
            builder.HasIndex(c => c.OnceKey).IsUnique();
            builder.HasIndex(c => new { c.Status, c.NextInvoiceOn });
            builder.HasIndex(c => c.ClientId);
            builder.HasIndex(c => c.PayerId);
            builder.HasIndex(c => c.JobId);
            builder.HasIndex(c => c.CreatedAt);
            builder.HasIndex(c => c.SearchKey);
            builder.HasMany(c => c.Lines).WithOne().HasForeignKey(l => l.ContractId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(c => c.Periods).WithOne().HasForeignKey(p => p.ContractId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(c => c.Pauses).WithOne().HasForeignKey(p => p.ContractId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(c => c.Charges).WithOne().HasForeignKey(p => p.ContractId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(c => c.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(c => c.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(c => c.PayerId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Job>().WithMany().HasForeignKey(c => c.JobId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Journal>().WithMany().HasForeignKey(c => c.JournalId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<FiscalPosition>().WithMany().HasForeignKey(c => c.FiscalPositionId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<PaymentTerms>().WithMany().HasForeignKey(c => c.PaymentTermsId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ContractLineMapping : IEntityTypeConfiguration<ContractLine>
    {
        public void Configure(EntityTypeBuilder<ContractLine> builder)
        {
            builder.ToTable("ContractLines");
            builder.Property(l => l.Description).HasMaxLength(Lengths.Text);
            builder.Property(l => l.Unit).HasMaxLength(Lengths.Code);
            builder.Property(l => l.AnnualQuantity).Quantity();
            builder.Property(l => l.UnitPrice).UnitPrice();
            builder.Property(l => l.BasePrice).UnitPrice();
            builder.Property(l => l.DiscountPercent).Percent();
            builder.Property(l => l.Visits).AsJson();
            builder.Ignore(l => l.Current);
            builder.HasIndex(l => l.ContractId);
            builder.HasIndex(l => l.Status);
            builder.HasIndex(l => l.PreviousId).IsUnique();
            builder.HasIndex(l => l.IndexationId);
            builder.HasOne<ContractLine>().WithMany().HasForeignKey(l => l.PreviousId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Indexation>().WithMany().HasForeignKey(l => l.IndexationId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Product>().WithMany().HasForeignKey(l => l.ProductId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<TaxCode>().WithMany().HasForeignKey(l => l.TaxCodeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(l => l.GlAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Site>().WithMany().HasForeignKey(l => l.SiteId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Equipment>().WithMany().HasForeignKey(l => l.EquipmentId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ContractPeriodMapping : IEntityTypeConfiguration<ContractPeriod>
    {
        public void Configure(EntityTypeBuilder<ContractPeriod> builder)
        {
            builder.ToTable("ContractPeriods");
            builder.HasIndex(p => new { p.ContractId, p.Number }).IsUnique();
            builder.HasIndex(p => p.To);
            builder.HasIndex(p => new { p.To, p.ContractId }, "IX_ContractPeriods_ToRevise").HasFilter("\"RevisedAt\" IS NULL");
        }
    }

    internal sealed class ContractPauseMapping : IEntityTypeConfiguration<ContractPause>
    {
        public void Configure(EntityTypeBuilder<ContractPause> builder)
        {
            builder.ToTable("ContractPauses");
            builder.Property(p => p.Reason).HasMaxLength(Lengths.Text);
        }
    }

    internal sealed class ContractChargeMapping : IEntityTypeConfiguration<ContractCharge>
    {
        public void Configure(EntityTypeBuilder<ContractCharge> builder)
        {
            builder.ToTable("ContractCharges");
            builder.Property(c => c.Description).HasMaxLength(Lengths.Text);
            builder.Property(c => c.Unit).HasMaxLength(Lengths.Code);
            builder.Property(c => c.Quantity).Quantity();
            builder.Property(c => c.UnitPrice).UnitPrice();
            builder.Ignore(c => c.Net);
            builder.HasIndex(c => c.ChargedOn);
            builder.HasOne<Product>().WithMany().HasForeignKey(c => c.ProductId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<TaxCode>().WithMany().HasForeignKey(c => c.TaxCodeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(c => c.GlAccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class BilledPeriodMapping : IEntityTypeConfiguration<BilledPeriod>
    {
        public void Configure(EntityTypeBuilder<BilledPeriod> builder)
        {
            builder.ToTable("BilledPeriods");
            builder.Property(b => b.Key).HasMaxLength(Lengths.Code);
            builder.Property(b => b.Quantity).Quantity();
            builder.Property(b => b.Basis).AsFrozenJson();
            builder.Property(b => b.SkipReason).HasMaxLength(Lengths.Text);
            builder.Property(b => b.SkippedByName).HasMaxLength(Lengths.Name);
            builder.Ignore(b => b.IsSkipped);

            // What makes it once: whoever bills the same a second time is refused here.
            builder.HasIndex(b => new { b.LineId, b.Kind, b.Key }).IsUnique();
            builder.HasIndex(b => new { b.ContractId, b.InvoiceOn });
            builder.HasIndex(b => new { b.ContractId, b.DatedOn });
            builder.HasIndex(b => b.InvoiceId);
            builder.HasOne<Contract>().WithMany().HasForeignKey(b => b.ContractId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(b => b.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class FreedPeriodMapping : IEntityTypeConfiguration<FreedPeriod>
    {
        public void Configure(EntityTypeBuilder<FreedPeriod> builder)
        {
            builder.ToTable("FreedPeriods");
            builder.Property(f => f.Key).HasMaxLength(Lengths.Code);
            builder.Property(f => f.InvoiceNumber).HasMaxLength(Lengths.Code);
            builder.Property(f => f.FreedByName).HasMaxLength(Lengths.Name);
            builder.Property(f => f.Basis).AsFrozenJson();
            builder.HasIndex(f => f.InvoiceId);
            builder.HasIndex(f => f.InvoiceLineId);
            builder.HasIndex(f => new { f.ContractId, f.From });
            builder.HasOne<Contract>().WithMany().HasForeignKey(f => f.ContractId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(f => f.InvoiceId).OnDelete(DeleteBehavior.SetNull);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(f => f.CreditNoteId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class GeneratedRequestMapping : IEntityTypeConfiguration<GeneratedRequest>
    {
        public void Configure(EntityTypeBuilder<GeneratedRequest> builder)
        {
            builder.ToTable("GeneratedRequests");
            builder.Property(g => g.Key).HasMaxLength(Lengths.Code);

            // Each visit of a contract is asked for once, also where its request was deleted.
            builder.HasIndex(g => g.Key).IsUnique();
            builder.HasIndex(g => g.ContractId);
            builder.HasOne<Contract>().WithMany().HasForeignKey(g => g.ContractId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class ParkedBillingMapping : IEntityTypeConfiguration<ParkedBilling>
    {
        public void Configure(EntityTypeBuilder<ParkedBilling> builder)
        {
            builder.ToTable("ParkedBillings");
            builder.Property(p => p.Code).HasMaxLength(Lengths.Name);
            builder.Property(p => p.Reasons).AsFrozenJson();
            builder.Ignore(p => p.IsReleased);
            builder.Ignore(p => p.CanPass);
            builder.HasIndex(p => new { p.ContractId, p.InvoiceOn }).IsUnique();
            builder.HasIndex(p => p.ParkedAt);
            builder.HasOne<Contract>().WithMany().HasForeignKey(p => p.ContractId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class BillingLimitMapping : IEntityTypeConfiguration<BillingLimit>
    {
        public void Configure(EntityTypeBuilder<BillingLimit> builder)
        {
            builder.ToTable("BillingLimits");
            builder.Property(l => l.LargestChangePercent).HasPrecision(12, 6);
            builder.HasIndex(l => new { l.LegalEntityId, l.ClientId }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(l => l.LegalEntityId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Client>().WithMany().HasForeignKey(l => l.ClientId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class PriceIndexMapping : IEntityTypeConfiguration<PriceIndex>
    {
        public void Configure(EntityTypeBuilder<PriceIndex> builder)
        {
            builder.ToTable("PriceIndexes");
            builder.Property(i => i.Code).HasMaxLength(Lengths.Code);
            builder.Property(i => i.Name).AsFrozenJson();
            builder.HasIndex(i => i.Code).IsUnique();
            builder.HasMany(i => i.Values).WithOne().HasForeignKey(v => v.PriceIndexId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class PriceIndexValueMapping : IEntityTypeConfiguration<PriceIndexValue>
    {
        public void Configure(EntityTypeBuilder<PriceIndexValue> builder)
        {
            builder.ToTable("PriceIndexValues");
            builder.Property(v => v.Value).HasPrecision(18, 6);
            builder.HasIndex(v => new { v.PriceIndexId, v.From }).IsUnique();
        }
    }

    internal sealed class IndexationMapping : IEntityTypeConfiguration<Indexation>
    {
        public void Configure(EntityTypeBuilder<Indexation> builder)
        {
            builder.ToTable("Indexations");
            builder.Property(i => i.Rule).AsFrozenJson();
            builder.Property(i => i.Used).AsFrozenJson();
            builder.Property(i => i.Factor).HasPrecision(18, 10);
            builder.Property(i => i.Scope).AsFrozenJson();
            builder.Ignore(i => i.LettersWait);
            builder.Ignore(i => i.IsBeingUndone);
            builder.HasIndex(i => i.AppliedAt);
            builder.HasIndex(i => i.Key).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(i => i.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ContractNoticeMapping : IEntityTypeConfiguration<ContractNotice>
    {
        public void Configure(EntityTypeBuilder<ContractNotice> builder)
        {
            builder.ToTable("ContractNotices");

            // One notice for each end of a contract, whatever ran twice.
            builder.HasIndex(n => new { n.ContractId, n.EndsOn }).IsUnique();
            builder.HasOne<Contract>().WithMany().HasForeignKey(n => n.ContractId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class RenewalSettingsMapping : IEntityTypeConfiguration<RenewalSettings>
    {
        public void Configure(EntityTypeBuilder<RenewalSettings> builder)
        {
            builder.ToTable("RenewalSettings");
            builder.Property(s => s.Rule).AsFrozenJson();
            builder.HasIndex(s => s.LegalEntityId).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(s => s.LegalEntityId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class IndexationLetterMapping : IEntityTypeConfiguration<IndexationLetter>
    {
        public void Configure(EntityTypeBuilder<IndexationLetter> builder)
        {
            builder.ToTable("IndexationLetters");

            // One letter per client and indexation.
            builder.HasIndex(l => new { l.IndexationId, l.ClientId }).IsUnique();
            builder.HasOne<Indexation>().WithMany().HasForeignKey(l => l.IndexationId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Client>().WithMany().HasForeignKey(l => l.ClientId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Contract> Contracts => Set<Contract>();

        public DbSet<ContractLine> ContractLines => Set<ContractLine>();

        public DbSet<ContractPeriod> ContractPeriods => Set<ContractPeriod>();

        public DbSet<BilledPeriod> BilledPeriods => Set<BilledPeriod>();

        public DbSet<FreedPeriod> FreedPeriods => Set<FreedPeriod>();

        public DbSet<ParkedBilling> ParkedBillings => Set<ParkedBilling>();

        public DbSet<GeneratedRequest> GeneratedRequests => Set<GeneratedRequest>();

        public DbSet<BillingLimit> BillingLimits => Set<BillingLimit>();

        public DbSet<PriceIndex> PriceIndexes => Set<PriceIndex>();

        public DbSet<Indexation> Indexations => Set<Indexation>();

        public DbSet<ContractNotice> ContractNotices => Set<ContractNotice>();

        public DbSet<RenewalSettings> RenewalSettings => Set<RenewalSettings>();

        public DbSet<IndexationLetter> IndexationLetters => Set<IndexationLetter>();
    }
}
