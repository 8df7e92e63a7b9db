using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.Approvals
{
    internal sealed class ContractOfferMapping : IEntityTypeConfiguration<ContractOffer>
    {
        public void Configure(EntityTypeBuilder<ContractOffer> builder)
        {
            builder.ToTable("ContractOffers");
            builder.Property(o => o.Fingerprint).HasMaxLength(64);
            builder.Property(o => o.DocumentSha256).HasMaxLength(64);
            builder.Property(o => o.Amendment).AsJson();
            builder.HasIndex(o => new { o.ContractId, o.Number }).IsUnique();
            builder.HasOne<Contract>().WithMany().HasForeignKey(o => o.ContractId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<StoredDocument>().WithMany().HasForeignKey(o => o.DocumentId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ContractDecisionMapping : IEntityTypeConfiguration<ContractDecision>
    {
        public void Configure(EntityTypeBuilder<ContractDecision> builder)
        {
            builder.ToTable("ContractDecisions");
            builder.Property(d => d.Browser).HasMaxLength(GivenAnswer.LongestBrowser);
            builder.Property(d => d.IpAddress).HasMaxLength(GivenAnswer.LongestAddress);
            builder.Property(d => d.DocumentSha256).HasMaxLength(64);
            builder.Property(d => d.Reason).HasMaxLength(Lengths.Text);

            // One answer to a version, one approval of a contract, whoever answers in the same second.
            builder.HasIndex(d => d.OfferId).IsUnique();
            builder.HasIndex(d => d.ApprovalOf).IsUnique();
            builder.HasIndex(d => d.ContractId);
            builder.HasOne<Contract>().WithMany().HasForeignKey(d => d.ContractId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<ContractOffer>().WithMany().HasForeignKey(d => d.OfferId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ContractLinkMapping : IEntityTypeConfiguration<ContractLink>
    {
        public void Configure(EntityTypeBuilder<ContractLink> builder)
        {
            builder.MapLink("ContractLinks");
            builder.HasIndex(l => l.OfferId);
            builder.HasIndex(l => l.ContractId);
            builder.HasOne<ContractOffer>().WithMany().HasForeignKey(l => l.OfferId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<ContractOffer> ContractOffers => Set<ContractOffer>();

        public DbSet<ContractDecision> ContractDecisions => Set<ContractDecision>();

        public DbSet<ContractLink> ContractLinks => Set<ContractLink>();
    }
}
