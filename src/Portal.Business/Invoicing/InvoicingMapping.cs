using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Accounts;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Invoicing
{
    internal sealed class InvoiceMapping : IEntityTypeConfiguration<Invoice>
    {
        public void Configure(EntityTypeBuilder<Invoice> builder)
        {
            builder.ToTable("Invoices");
            builder.Property(i => i.Number).HasMaxLength(35);
            builder.Property(i => i.ProformaNumber).HasMaxLength(35);
            builder.Property(i => i.Language).HasMaxLength(10);
            builder.Property(i => i.Currency).HasMaxLength(3);
            builder.Property(i => i.BookCurrency).HasMaxLength(3);
            builder.Property(i => i.ExchangeRate).ExchangeRate();
            builder.Ignore(i => i.Discount);
            builder.Property(i => i.DiscountValue).UnitPrice();
            builder.Property(i => i.RetentionPercent).Percent();
            builder.Property(i => i.Message).HasMaxLength(Lengths.Text);
            builder.Property(i => i.Parties).AsFrozenJson();
            builder.Property(i => i.Attention).HasMaxLength(60);
            builder.Property(i => i.DisputeReason).HasMaxLength(Invoice.LongestDisputeReason);
            builder.Property(i => i.SearchKey).HasMaxLength(Folding.LongestIndexed);

            // A number is given once, a stage of a quote is billed once: the database refuses the second.
            builder.HasIndex(i => new { i.LegalEntityId, i.Kind, i.Number }).IsUnique();
            builder.HasIndex(i => new { i.LegalEntityId, i.ProformaNumber }).IsUnique().HasFilter("\"ProformaNumber\" <> ''");
            builder.HasIndex(i => new { i.QuoteId, i.QuoteStage }).IsUnique();

            // Rows are wide: searches, and sums over all of them or over what is owed, read one of these indexes alone. The id stands in
            // them for PostgreSQL, which has no rows sorted by it.
            builder.HasIndex(i => new { i.SearchKey, i.Currency, i.Kind, i.Net, i.Total, i.Balance, i.Id });
            builder.HasIndex(i => new { i.Currency, i.Kind, i.Status, i.Net, i.Total, i.Balance });
            builder.HasIndex(i => new { i.Balance, i.Held, i.DueOn, i.LegalEntityId, i.Currency, i.Kind, i.Net, i.Total, i.Id }).HasDatabaseName("IX_Invoices_Owed");
            builder.HasIndex(i => new { i.Day, i.Currency, i.Kind, i.Net, i.Total, i.Balance, i.CreatedAt, i.Id }).HasDatabaseName("IX_Invoices_ByDay");
            builder.HasIndex(i => new { i.DueOn, i.Currency, i.Kind, i.Net, i.Total, i.Balance, i.Held, i.LegalEntityId, i.CreatedAt, i.Id }).HasDatabaseName("IX_Invoices_ByDueDay");

            builder.HasIndex(i => new { i.Attention, i.Status }).HasFilter("\"Attention\" IS NOT NULL");
            builder.HasIndex(i => new { i.HeldUntil, i.LegalEntityId }).HasFilter("\"Held\" <> 0");
            builder.HasIndex(i => i.DisputedOn).HasFilter("\"DisputedOn\" IS NOT NULL");
            builder.HasIndex(i => new { i.Status, i.CreatedAt });
            builder.HasIndex(i => new { i.CreatedAt, i.Id, i.Status });
            builder.HasIndex(i => i.CreatedAt, "IX_Invoices_Credits").HasFilter("\"Kind\" = 'CreditNote'");
            builder.HasIndex(i => i.IssuedOn);
            builder.HasIndex(i => i.ClientId);
            builder.HasIndex(i => new { i.BilledToId, i.Balance });
            builder.HasIndex(i => i.JobId);

            // What few invoices have costs the others nothing.
            builder.HasIndex(i => new { i.PlannedOn, i.Status }).HasFilter("\"PlannedOn\" IS NOT NULL");
            builder.HasIndex(i => i.OriginalId).HasFilter("\"OriginalId\" IS NOT NULL");
            builder.HasIndex(i => i.SiteId).HasFilter("\"SiteId\" IS NOT NULL");
            builder.HasIndex(i => i.ContractId).HasFilter("\"ContractId\" IS NOT NULL");
            builder.HasIndex(i => i.JournalId).HasFilter("\"JournalId\" IS NOT NULL");
            builder.HasIndex(i => i.FiscalPositionId).HasFilter("\"FiscalPositionId\" IS NOT NULL");
            builder.HasIndex(i => i.PaymentTermsId).HasFilter("\"PaymentTermsId\" IS NOT NULL");
            builder.HasMany(i => i.Lines).WithOne().HasForeignKey(l => l.InvoiceId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(i => i.Taxes).WithOne().HasForeignKey(t => t.InvoiceId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(i => i.Instalments).WithOne().HasForeignKey(t => t.InvoiceId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(i => i.Releases).WithOne().HasForeignKey(r => r.InvoiceId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(i => i.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(i => i.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(i => i.BilledToId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Site>().WithMany().HasForeignKey(i => i.SiteId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Job>().WithMany().HasForeignKey(i => i.JobId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Quote>().WithMany().HasForeignKey(i => i.QuoteId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Contract>().WithMany().HasForeignKey(i => i.ContractId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Journal>().WithMany().HasForeignKey(i => i.JournalId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(i => i.OriginalId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<FiscalPosition>().WithMany().HasForeignKey(i => i.FiscalPositionId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<PaymentTerms>().WithMany().HasForeignKey(i => i.PaymentTermsId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class InvoiceLineMapping : IEntityTypeConfiguration<InvoiceLine>
    {
        public void Configure(EntityTypeBuilder<InvoiceLine> builder)
        {
            builder.Property(l => l.DepositRate).ExchangeRate();
            builder.ToTable("InvoiceLines");
            builder.Property(l => l.Description).HasMaxLength(Lengths.Text);
            builder.Property(l => l.Unit).HasMaxLength(Lengths.Code);
            builder.Property(l => l.Quantity).Quantity();
            builder.Property(l => l.JobQuantity).Quantity();
            builder.Property(l => l.ReversedQuantity).Quantity();
            builder.Property(l => l.UnitPrice).UnitPrice();
            builder.Property(l => l.UnitCost).UnitPrice();
            builder.Property(l => l.DiscountPercent).Percent();
            builder.HasIndex(l => l.InvoiceId);
            builder.HasIndex(l => l.JobLineId).HasFilter("\"JobLineId\" IS NOT NULL");
            builder.HasIndex(l => l.OriginalLineId).HasFilter("\"OriginalLineId\" IS NOT NULL");
            builder.HasIndex(l => l.ProductId).HasFilter("\"ProductId\" IS NOT NULL");
            builder.HasIndex(l => new { l.ContractId, l.InvoiceId }).HasFilter("\"ContractId\" IS NOT NULL");

            // An invoice deducts a deposit once per tax code: the database refuses the second line.
            builder.HasIndex(l => new { l.DepositId, l.InvoiceId, l.TaxCodeId }).IsUnique().HasFilter("\"DepositId\" IS NOT NULL");
            builder.HasOne<Invoice>().WithMany().HasForeignKey(l => l.DepositId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Contract>().WithMany().HasForeignKey(l => l.ContractId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<JobLine>().WithMany().HasForeignKey(l => l.JobLineId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<InvoiceLine>().WithMany().HasForeignKey(l => l.OriginalLineId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Product>().WithMany().HasForeignKey(l => l.ProductId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<TaxCode>().WithMany().HasForeignKey(l => l.TaxCodeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(l => l.GlAccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class InvoiceTemplateMapping : IEntityTypeConfiguration<InvoiceTemplate>
    {
        public void Configure(EntityTypeBuilder<InvoiceTemplate> builder)
        {
            builder.ToTable("InvoiceTemplates");
            builder.Property(t => t.Language).HasMaxLength(10);
            builder.Property(t => t.Content).AsJson();
            builder.HasIndex(t => new { t.LegalEntityId, t.Name }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(t => t.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class UnsavedProformaMapping : IEntityTypeConfiguration<UnsavedProforma>
    {
        public void Configure(EntityTypeBuilder<UnsavedProforma> builder)
        {
            builder.ToTable("UnsavedProformas");
            builder.Property(u => u.Content).HasMaxLength(Lengths.Unlimited);
            builder.HasIndex(u => new { u.InvoiceId, u.UserId }).IsUnique();
            builder.HasIndex(u => u.UserId);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(u => u.InvoiceId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<User>().WithMany().HasForeignKey(u => u.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class InvoiceTaxMapping : IEntityTypeConfiguration<InvoiceTax>
    {
        public void Configure(EntityTypeBuilder<InvoiceTax> builder)
        {
            builder.ToTable("InvoiceTaxes");
            builder.Property(t => t.Name).AsFrozenJson();
            builder.Property(t => t.Reason).AsFrozenJson();
            builder.Property(t => t.Percent).Percent();
            builder.HasIndex(t => new { t.InvoiceId, t.Position });
        }
    }

    internal sealed class RetentionReleaseMapping : IEntityTypeConfiguration<RetentionRelease>
    {
        public void Configure(EntityTypeBuilder<RetentionRelease> builder)
        {
            builder.ToTable("RetentionReleases");
            builder.Property(r => r.Number).HasMaxLength(35);
            builder.Property(r => r.Currency).HasMaxLength(3);
            builder.Property(r => r.Reason).HasMaxLength(Lengths.Text);
            builder.Property(r => r.ReversalReason).HasMaxLength(Lengths.Text);

            // Two people, or a person and the scheduler, release at the same second: the database refuses the second.
            builder.HasIndex(r => new { r.InvoiceId, r.Ordinal }).IsUnique();
            builder.HasIndex(r => r.ClientId);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(r => r.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(r => r.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(r => r.GlAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Journal>().WithMany().HasForeignKey(r => r.JournalId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class InvoiceInstalmentMapping : IEntityTypeConfiguration<InvoiceInstalment>
    {
        public void Configure(EntityTypeBuilder<InvoiceInstalment> builder)
        {
            builder.ToTable("InvoiceInstalments");
            builder.HasIndex(t => new { t.InvoiceId, t.Position }).IsUnique();
            builder.HasIndex(t => t.DueOn);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Invoice> Invoices => Set<Invoice>();

        public DbSet<RetentionRelease> RetentionReleases => Set<RetentionRelease>();

        public DbSet<InvoiceTemplate> InvoiceTemplates => Set<InvoiceTemplate>();

        public DbSet<UnsavedProforma> UnsavedProformas => Set<UnsavedProforma>();
    }
}
