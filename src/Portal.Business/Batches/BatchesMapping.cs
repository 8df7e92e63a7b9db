using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Accounts;
using Portal.Business.Batches;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Invoicing;

namespace Portal.Business.Batches
{
    /// <summary>Client users see no batches at all.</summary>
    internal sealed class BatchMapping : IEntityTypeConfiguration<Batch>
    {
        /// <summary>EF puts the context of the running query in its place.</summary>
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<Batch> builder)
        {
            builder.ToTable("Batches");
            builder.Property(b => b.Kind).HasMaxLength(Lengths.Code);
            builder.HasIndex(b => new { b.StartedById, b.RequestKey }).IsUnique();
            builder.HasIndex(b => new { b.FinishedAt, b.StartedAt });
            builder.HasMany(b => b.Items).WithOne().HasForeignKey(i => i.BatchId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<User>().WithMany().HasForeignKey(b => b.StartedById).OnDelete(DeleteBehavior.Restrict);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, b => !Context.ClientsAreLimited);
        }
    }

    internal sealed class BatchItemMapping : IEntityTypeConfiguration<BatchItem>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<BatchItem> builder)
        {
            builder.ToTable("BatchItems");
            builder.Property(i => i.Outcome).HasMaxLength(Lengths.Code);
            builder.Property(i => i.Refusals).AsJson();
            builder.Property(i => i.LeaseOwner).HasMaxLength(100).IsConcurrencyToken();
            builder.HasIndex(i => new { i.BatchId, i.InvoiceId }).IsUnique();
            builder.HasIndex(i => new { i.BatchId, i.VisitId }).IsUnique();
            builder.HasIndex(i => new { i.BatchId, i.State, i.Position });
            builder.HasIndex(i => i.InvoiceId);
            builder.HasIndex(i => i.VisitId);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(i => i.InvoiceId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Visit>().WithMany().HasForeignKey(i => i.VisitId).OnDelete(DeleteBehavior.Cascade);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, i => !Context.ClientsAreLimited);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Batch> Batches => Set<Batch>();

        public DbSet<BatchItem> BatchItems => Set<BatchItem>();
    }
}
