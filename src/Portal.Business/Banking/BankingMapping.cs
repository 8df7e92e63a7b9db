using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Banking;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Banking
{
    /// <summary>What our banks say is no client's business.</summary>
    internal sealed class BankAccountMapping : IEntityTypeConfiguration<BankAccount>
    {
        /// <summary>EF puts the context of the running query in its place.</summary>
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<BankAccount> builder)
        {
            builder.ToTable("BankAccounts");
            builder.Property(a => a.Currency).HasMaxLength(3);
            builder.Property(a => a.Iban).HasMaxLength(40);
            builder.Property(a => a.Transit).HasMaxLength(5);
            builder.Property(a => a.Institution).HasMaxLength(3);
            builder.Property(a => a.Number).HasMaxLength(20);
            builder.Property(a => a.Mapping).AsJson();
            builder.Ignore(a => a.Books);
            builder.HasIndex(a => new { a.LegalEntityId, a.Name }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(a => a.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(a => a.GlAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Journal>().WithMany().HasForeignKey(a => a.JournalId).OnDelete(DeleteBehavior.Restrict);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, a => !Context.ClientsAreLimited);
        }
    }

    internal sealed class BankStatementMapping : IEntityTypeConfiguration<BankStatement>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<BankStatement> builder)
        {
            builder.ToTable("BankStatements");
            builder.Property(s => s.Key).HasMaxLength(40);
            builder.Property(s => s.Currency).HasMaxLength(3);

            // The same statement is there once, however often and by however many it is imported.
            builder.HasIndex(s => new { s.BankAccountId, s.Key }).IsUnique();
            builder.HasIndex(s => s.ImportedAt);
            builder.HasOne<BankAccount>().WithMany().HasForeignKey(s => s.BankAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, s => !Context.ClientsAreLimited);
        }
    }

    internal sealed class BankLineMapping : IEntityTypeConfiguration<BankLine>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<BankLine> builder)
        {
            builder.ToTable("BankLines");
            builder.Property(l => l.Key).HasMaxLength(60);
            builder.Property(l => l.Currency).HasMaxLength(3);
            builder.Property(l => l.Iban).HasMaxLength(40);
            builder.Property(l => l.Label).HasMaxLength(Lengths.Text);
            builder.Property(l => l.Reason).HasMaxLength(Lengths.Text);
            builder.Property(l => l.SearchKey).HasMaxLength(Lengths.Text);

            // A movement counts once.
            builder.HasIndex(l => new { l.BankAccountId, l.Key }).IsUnique();
            builder.HasIndex(l => l.RefundId).IsUnique();
            builder.HasIndex(l => l.ReversedPaymentId).IsUnique();
            builder.HasIndex(l => new { l.StatementId, l.State });
            builder.HasIndex(l => new { l.State, l.BookedOn });
            builder.HasIndex(l => l.BookedOn);
            builder.HasOne<BankAccount>().WithMany().HasForeignKey(l => l.BankAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<BankStatement>().WithMany().HasForeignKey(l => l.StatementId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(l => l.Payments).WithOne().HasForeignKey(p => p.BankLineId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Payment>().WithMany().HasForeignKey(l => l.ReversedPaymentId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Refund>().WithMany().HasForeignKey(l => l.RefundId).OnDelete(DeleteBehavior.Restrict);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, l => !Context.ClientsAreLimited);
        }
    }

    internal sealed class BankLinePaymentMapping : IEntityTypeConfiguration<BankLinePayment>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<BankLinePayment> builder)
        {
            builder.ToTable("BankLinePayments");

            // A payment is one movement's.
            builder.HasIndex(p => p.PaymentId).IsUnique();
            builder.HasIndex(p => p.BankLineId);
            builder.HasOne<Payment>().WithMany().HasForeignKey(p => p.PaymentId).OnDelete(DeleteBehavior.Restrict);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, p => !Context.ClientsAreLimited);
        }
    }

    internal sealed class KnownPayerMapping : IEntityTypeConfiguration<KnownPayer>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<KnownPayer> builder)
        {
            builder.ToTable("KnownPayers");
            builder.Property(p => p.Key).HasMaxLength(220);
            builder.HasIndex(p => new { p.LegalEntityId, p.Key }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(p => p.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(p => p.ClientId).OnDelete(DeleteBehavior.Cascade);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, p => !Context.ClientsAreLimited);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<BankAccount> BankAccounts => Set<BankAccount>();

        public DbSet<BankStatement> BankStatements => Set<BankStatement>();

        public DbSet<BankLine> BankLines => Set<BankLine>();

        public DbSet<BankLinePayment> BankLinePayments => Set<BankLinePayment>();

        public DbSet<KnownPayer> KnownPayers => Set<KnownPayer>();
    }
}
