using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Payments;

namespace Portal.Business.Payments
{
    internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
    {
        public void Configure(EntityTypeBuilder<Payment> builder)
        {
            builder.ToTable("Payments");
            builder.Property(p => p.Number).HasMaxLength(35);
            builder.Property(p => p.Currency).HasMaxLength(3);
            builder.Property(p => p.ExchangeRate).ExchangeRate();
            builder.Property(p => p.Note).HasMaxLength(Lengths.Text);
            builder.Property(p => p.ReversalReason).HasMaxLength(Lengths.Text);
            builder.Property(p => p.OnceKey).HasMaxLength(60);
            builder.Property(p => p.Attention).HasMaxLength(60);
            builder.Property(p => p.SearchKey).HasMaxLength(1000);

            // One number, one payment; one form or one online payment, one payment.
            builder.HasIndex(p => new { p.LegalEntityId, p.Number }).IsUnique();
            builder.HasIndex(p => p.OnceKey).IsUnique();
            builder.HasIndex(p => p.ReceivedOn);
            builder.HasIndex(p => p.CreatedAt);
            builder.HasIndex(p => new { p.ClientId, p.Unallocated });
            builder.HasIndex(p => p.Attention).HasFilter("\"Attention\" IS NOT NULL");
            builder.Ignore(p => p.Books);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(p => p.BankGlAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Journal>().WithMany().HasForeignKey(p => p.BankJournalId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(p => p.Allocations).WithOne().HasForeignKey(a => a.PaymentId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(p => p.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(p => p.ClientId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class PaymentAllocationMapping : IEntityTypeConfiguration<PaymentAllocation>
    {
        public void Configure(EntityTypeBuilder<PaymentAllocation> builder)
        {
            builder.ToTable("PaymentAllocations");
            builder.Ignore(a => a.Difference);
            builder.HasIndex(a => a.PaymentId);
            builder.HasIndex(a => a.InvoiceId);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(a => a.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class RefundMapping : IEntityTypeConfiguration<Refund>
    {
        public void Configure(EntityTypeBuilder<Refund> builder)
        {
            builder.ToTable("Refunds");
            builder.Property(r => r.ExchangeRate).ExchangeRate();
            builder.Property(r => r.Number).HasMaxLength(35);
            builder.Property(r => r.Currency).HasMaxLength(3);
            builder.Property(r => r.Note).HasMaxLength(Lengths.Text);
            builder.Property(r => r.ReversalReason).HasMaxLength(Lengths.Text);
            builder.Property(r => r.OnceKey).HasMaxLength(60);

            // One number, one refund; one form or one bank line, one refund.
            builder.HasIndex(r => new { r.LegalEntityId, r.Number }).IsUnique();
            builder.HasIndex(r => r.OnceKey).IsUnique();
            builder.HasIndex(r => r.RefundedOn);
            builder.HasMany(r => r.Shares).WithOne().HasForeignKey(s => s.RefundId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(r => r.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(r => r.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(r => r.BankGlAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Journal>().WithMany().HasForeignKey(r => r.BankJournalId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class RefundShareMapping : IEntityTypeConfiguration<RefundShare>
    {
        public void Configure(EntityTypeBuilder<RefundShare> builder)
        {
            builder.ToTable("RefundShares");
            builder.HasIndex(s => s.RefundId);
            builder.HasIndex(s => s.PaymentId);
            builder.HasOne<Payment>().WithMany().HasForeignKey(s => s.PaymentId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class WriteOffMapping : IEntityTypeConfiguration<WriteOff>
    {
        public void Configure(EntityTypeBuilder<WriteOff> builder)
        {
            builder.ToTable("WriteOffs");
            builder.Property(w => w.Number).HasMaxLength(35);
            builder.Property(w => w.Currency).HasMaxLength(3);
            builder.Property(w => w.Reason).HasMaxLength(Lengths.Text);
            builder.Property(w => w.ReversalReason).HasMaxLength(Lengths.Text);
            builder.HasIndex(w => w.InvoiceId);
            builder.HasIndex(w => w.PaymentId);
            builder.HasIndex(w => w.ClientId);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(w => w.InvoiceId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Payment>().WithMany().HasForeignKey(w => w.PaymentId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(w => w.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(w => w.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(w => w.GlAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Journal>().WithMany().HasForeignKey(w => w.JournalId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class WriteOffRulesMapping : IEntityTypeConfiguration<WriteOffRules>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<WriteOffRules> builder)
        {
            builder.ToTable("WriteOffRules");
            builder.Property(r => r.Limits).AsJson();
            builder.HasIndex(r => r.LegalEntityId).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(r => r.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(r => r.LossAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(r => r.GainAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Journal>().WithMany().HasForeignKey(r => r.JournalId).OnDelete(DeleteBehavior.Restrict);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, r => !Context.ClientsAreLimited);
        }
    }

    internal sealed class OnlinePaymentMapping : IEntityTypeConfiguration<OnlinePayment>
    {
        public void Configure(EntityTypeBuilder<OnlinePayment> builder)
        {
            builder.ToTable("OnlinePayments");
            builder.Property(p => p.Currency).HasMaxLength(3);
            builder.Property(p => p.Provider).HasMaxLength(20);
            builder.Property(p => p.PayerName).HasMaxLength(Lengths.Name);
            builder.Property(p => p.CheckoutUrl).HasMaxLength(Lengths.Text);
            builder.HasIndex(p => new { p.Provider, p.ProviderReference }).IsUnique();
            builder.HasIndex(p => p.PaymentId).IsUnique();
            builder.HasIndex(p => p.NextCheckAt);
            builder.HasIndex(p => p.StartedAt);
            builder.HasMany(p => p.Shares).WithOne().HasForeignKey(s => s.OnlinePaymentId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(p => p.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(p => p.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Payment>().WithMany().HasForeignKey(p => p.PaymentId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class OnlinePaymentShareMapping : IEntityTypeConfiguration<OnlinePaymentShare>
    {
        public void Configure(EntityTypeBuilder<OnlinePaymentShare> builder)
        {
            builder.ToTable("OnlinePaymentShares");
            builder.Property(s => s.OpenKey).HasMaxLength(60);

            // One card page at a time stands open for an invoice: two clicks get the same.
            builder.HasIndex(s => s.OpenKey).IsUnique();
            builder.HasIndex(s => s.OnlinePaymentId);
            builder.HasIndex(s => s.InvoiceId);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(s => s.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ProviderEventMapping : IEntityTypeConfiguration<ProviderEvent>
    {
        /// <summary>EF puts the context of the running query in its place.</summary>
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<ProviderEvent> builder)
        {
            builder.ToTable("ProviderEvents");
            builder.Property(e => e.Provider).HasMaxLength(20);
            builder.Property(e => e.Kind).HasMaxLength(100);
            builder.Property(e => e.FeeCurrency).HasMaxLength(3);
            builder.HasIndex(e => new { e.Provider, e.EventId }).IsUnique();
            builder.HasIndex(e => e.OnlinePaymentId);
            builder.HasOne<OnlinePayment>().WithMany().HasForeignKey(e => e.OnlinePaymentId).OnDelete(DeleteBehavior.Restrict);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, e => !Context.ClientsAreLimited);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Payment> Payments => Set<Payment>();

        public DbSet<PaymentAllocation> PaymentAllocations => Set<PaymentAllocation>();

        public DbSet<Refund> Refunds => Set<Refund>();

        public DbSet<RefundShare> RefundShares => Set<RefundShare>();

        public DbSet<WriteOff> WriteOffs => Set<WriteOff>();

        public DbSet<WriteOffRules> WriteOffRules => Set<WriteOffRules>();

        public DbSet<OnlinePayment> OnlinePayments => Set<OnlinePayment>();

        public DbSet<OnlinePaymentShare> OnlinePaymentShares => Set<OnlinePaymentShare>();

        public DbSet<ProviderEvent> ProviderEvents => Set<ProviderEvent>();
    }
}
