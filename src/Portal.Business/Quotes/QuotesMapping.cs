using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PersonalLinks;
using Portal.Business.Quotes;

namespace Portal.Business.Quotes
{
    internal sealed class QuoteMapping : IEntityTypeConfiguration<Quote>
    {
        public void Configure(EntityTypeBuilder<Quote> builder)
        {
            builder.ToTable("Quotes");
            builder.Ignore(q => q.CountedLines);
            builder.Ignore(q => q.StagedLines);
            builder.Ignore(q => q.Schedule);
            builder.Property(q => q.Number).HasMaxLength(Lengths.Code);
            builder.Property(q => q.Language).HasMaxLength(10);
            builder.Property(q => q.Currency).HasMaxLength(3);
            builder.Property(q => q.Introduction).HasMaxLength(Lengths.LongText);
            builder.Property(q => q.Terms).HasMaxLength(Lengths.LongText);
            builder.Property(q => q.Taxes).AsJson();
            builder.Property(q => q.SearchKey).HasMaxLength(Folding.LongestIndexed);
            builder.HasIndex(q => new { q.LegalEntityId, q.Number, q.Revision }).IsUnique();
            builder.HasIndex(q => q.SupersedesId).IsUnique();
            builder.Property(q => q.OnceKey).HasMaxLength(60);
            builder.HasIndex(q => q.OnceKey).IsUnique();
            builder.HasIndex(q => new { q.Status, q.QuotedOn });
            builder.HasIndex(q => q.ClientId);
            builder.HasIndex(q => new { q.Status, q.ValidUntil });
            builder.HasIndex(q => q.QuotedOn);
            builder.HasIndex(q => q.ResponsibleUserId);
            builder.HasIndex(q => q.SearchKey);
            builder.HasIndex(q => q.JobId);
            builder.HasMany(q => q.Lines).WithOne().HasForeignKey(l => l.QuoteId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(q => q.Schedules).WithOne().HasForeignKey(s => s.QuoteId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(q => q.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(q => q.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.Property(q => q.RetentionPercent).Percent();
            builder.HasOne<Site>().WithMany().HasForeignKey(q => q.SiteId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Job>().WithMany().HasForeignKey(q => q.JobId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<FiscalPosition>().WithMany().HasForeignKey(q => q.FiscalPositionId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<PaymentTerms>().WithMany().HasForeignKey(q => q.PaymentTermsId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class QuoteLineMapping : IEntityTypeConfiguration<QuoteLine>
    {
        public void Configure(EntityTypeBuilder<QuoteLine> builder)
        {
            builder.ToTable("QuoteLines");
            builder.Property(l => l.Description).HasMaxLength(Lengths.Text);
            builder.Property(l => l.Unit).HasMaxLength(Lengths.Code);
            builder.Property(l => l.Quantity).Quantity();
            builder.Property(l => l.UnitPrice).UnitPrice();
            builder.Property(l => l.DiscountPercent).Percent();
            builder.HasIndex(l => l.QuoteId);
            builder.HasIndex(l => l.WorkLineId);
            builder.HasOne<Product>().WithMany().HasForeignKey(l => l.ProductId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<TaxCode>().WithMany().HasForeignKey(l => l.TaxCodeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(l => l.GlAccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class PaymentScheduleMapping : IEntityTypeConfiguration<PaymentSchedule>
    {
        public void Configure(EntityTypeBuilder<PaymentSchedule> builder)
        {
            builder.ToTable("QuotePaymentSchedules");
            builder.Property(s => s.Stages).AsJson();
            builder.HasIndex(s => s.QuoteId);
        }
    }

    internal sealed class QuoteDecisionMapping : IEntityTypeConfiguration<QuoteDecision>
    {
        public void Configure(EntityTypeBuilder<QuoteDecision> builder)
        {
            builder.ToTable("QuoteDecisions");
            builder.Property(d => d.Browser).HasMaxLength(GivenAnswer.LongestBrowser);
            builder.Property(d => d.IpAddress).HasMaxLength(GivenAnswer.LongestAddress);
            builder.Property(d => d.DocumentSha256).HasMaxLength(64);
            builder.Property(d => d.Reason).HasMaxLength(Lengths.Text);
            builder.HasIndex(d => d.QuoteId).IsUnique();
            builder.HasOne<Quote>().WithMany().HasForeignKey(d => d.QuoteId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class QuoteLinkMapping : IEntityTypeConfiguration<QuoteLink>
    {
        public void Configure(EntityTypeBuilder<QuoteLink> builder)
        {
            builder.MapLink("QuoteLinks");
            builder.HasIndex(l => l.QuoteId);
            builder.HasOne<Quote>().WithMany().HasForeignKey(l => l.QuoteId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Quote> Quotes => Set<Quote>();

        public DbSet<QuoteDecision> QuoteDecisions => Set<QuoteDecision>();

        public DbSet<QuoteLink> QuoteLinks => Set<QuoteLink>();
    }
}
