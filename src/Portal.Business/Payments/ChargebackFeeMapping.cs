using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Payments
{
    /// <summary>What a dispute costs us is no client's business.</summary>
    internal sealed class ChargebackFeeMapping : IEntityTypeConfiguration<ChargebackFee>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<ChargebackFee> builder)
        {
            builder.ToTable("ChargebackFees");
            builder.Property(f => f.Number).HasMaxLength(35);
            builder.Property(f => f.Currency).HasMaxLength(3);
            builder.Property(f => f.ReversalReason).HasMaxLength(Lengths.Text);

            // One fee for a payment, besides those that were taken back.
            builder.HasIndex(f => f.PaymentId).IsUnique().HasFilter("\"ReversedOn\" IS NULL");
            builder.HasIndex(f => f.ClientId);
            builder.HasOne<Payment>().WithMany().HasForeignKey(f => f.PaymentId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(f => f.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(f => f.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(f => f.GlAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(f => f.BankGlAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Journal>().WithMany().HasForeignKey(f => f.JournalId).OnDelete(DeleteBehavior.Restrict);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, f => !Context.ClientsAreLimited);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<ChargebackFee> ChargebackFees => Set<ChargebackFee>();
    }
}
