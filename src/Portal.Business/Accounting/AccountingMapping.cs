using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Accounts;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Accounting
{
    /// <summary>Our books are no client's business.</summary>
    internal sealed class AccountingEntryMapping : IEntityTypeConfiguration<AccountingEntry>
    {
        /// <summary>EF puts the context of the running query in its place.</summary>
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<AccountingEntry> builder)
        {
            builder.ToTable("AccountingEntries");
            builder.Property(e => e.Number).HasMaxLength(35);
            builder.Property(e => e.Currency).HasMaxLength(3);
            builder.Property(e => e.DocumentCurrency).HasMaxLength(3);

            // A document is booked once.
            builder.HasIndex(e => new { e.Source, e.SourceId }).IsUnique();
            builder.HasIndex(e => new { e.LegalEntityId, e.BookedOn });
            builder.HasIndex(e => e.BookedOn);
            builder.HasMany(e => e.Lines).WithOne().HasForeignKey(l => l.AccountingEntryId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(e => e.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Journal>().WithMany().HasForeignKey(e => e.JournalId).OnDelete(DeleteBehavior.Restrict);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, e => !Context.ClientsAreLimited);
        }
    }

    internal sealed class AccountingEntryLineMapping : IEntityTypeConfiguration<AccountingEntryLine>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<AccountingEntryLine> builder)
        {
            builder.ToTable("AccountingEntryLines");
            builder.HasIndex(l => new { l.AccountingEntryId, l.Position }).IsUnique();
            builder.HasIndex(l => l.GlAccountId);
            builder.HasIndex(l => l.ClientId).HasFilter("\"ClientId\" IS NOT NULL");
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(l => l.GlAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(l => l.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, l => !Context.ClientsAreLimited);
        }
    }

    internal sealed class ExchangeRateMapping : IEntityTypeConfiguration<ExchangeRate>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<ExchangeRate> builder)
        {
            builder.ToTable("ExchangeRates");
            builder.Property(r => r.BookCurrency).HasMaxLength(3);
            builder.Property(r => r.Currency).HasMaxLength(3);
            builder.Property(r => r.Rate).ExchangeRate();

            // A day has one rate.
            builder.HasIndex(r => new { r.BookCurrency, r.Currency, r.On }).IsUnique();
            builder.HasQueryFilter(PortalDbContext.ClientFilter, r => !Context.ClientsAreLimited);
        }
    }

    internal sealed class AccountingTransferMapping : IEntityTypeConfiguration<AccountingTransfer>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<AccountingTransfer> builder)
        {
            builder.ToTable("AccountingTransfers");
            builder.Property(t => t.Key).HasMaxLength(100);
            builder.Property(t => t.Answer).HasMaxLength(Lengths.Text);
            builder.HasIndex(t => t.AccountingEntryId).IsUnique();
            builder.HasIndex(t => t.Key).IsUnique();
            builder.HasIndex(t => t.NextAttemptAt);
            builder.HasIndex(t => t.State);

            // A number is given once in a fiscal year.
            builder.HasIndex(t => new { t.LegalEntityId, t.FiscalYear, t.EntryNumber }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(t => t.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<AccountingEntry>().WithOne().HasForeignKey<AccountingTransfer>(t => t.AccountingEntryId).OnDelete(DeleteBehavior.Cascade);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, t => !Context.ClientsAreLimited);
        }
    }

    internal sealed class LateBookerMapping : IEntityTypeConfiguration<LateBooker>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<LateBooker> builder)
        {
            builder.ToTable("LateBookers");
            builder.Property(b => b.Reason).HasMaxLength(Lengths.Text);
            builder.HasIndex(b => new { b.LegalEntityId, b.UserId }).IsUnique();
            builder.HasIndex(b => b.UserId);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(b => b.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<User>().WithMany().HasForeignKey(b => b.UserId).OnDelete(DeleteBehavior.Restrict);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, b => !Context.ClientsAreLimited);
        }
    }

    internal sealed class TransferAttemptMapping : IEntityTypeConfiguration<TransferAttempt>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<TransferAttempt> builder)
        {
            builder.ToTable("TransferAttempts");
            builder.Property(a => a.Answer).HasMaxLength(Lengths.Text);
            builder.HasIndex(a => a.AccountingTransferId);
            builder.HasOne<AccountingTransfer>().WithMany().HasForeignKey(a => a.AccountingTransferId).OnDelete(DeleteBehavior.Cascade);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, a => !Context.ClientsAreLimited);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<AccountingEntry> AccountingEntries => Set<AccountingEntry>();

        public DbSet<AccountingTransfer> AccountingTransfers => Set<AccountingTransfer>();

        public DbSet<ExchangeRate> ExchangeRates => Set<ExchangeRate>();

        public DbSet<LateBooker> LateBookers => Set<LateBooker>();

        public DbSet<TransferAttempt> TransferAttempts => Set<TransferAttempt>();
    }
}
