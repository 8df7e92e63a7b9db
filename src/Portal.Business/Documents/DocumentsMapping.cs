using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Documents
{
    /// <summary>Client users see what is shared with their clients, and its bytes; nothing else.</summary>
    internal sealed class StoredDocumentMapping : IEntityTypeConfiguration<StoredDocument>
    {
        /// <summary>EF puts the context of the running query in its place.</summary>
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<StoredDocument> builder)
        {
            builder.ToTable("StoredDocuments");
            builder.Property(d => d.SubjectType).HasMaxLength(Lengths.Code);
            builder.Property(d => d.Kind).HasMaxLength(Lengths.Code);
            builder.Property(d => d.ContentType).HasMaxLength(100);
            builder.Property(d => d.Sha256).HasMaxLength(64);
            builder.HasIndex(d => new { d.SubjectType, d.SubjectId, d.Kind, d.Revision }).IsUnique();
            builder.Property(d => d.CurrentKey).HasMaxLength(Folding.LongestIndexed);
            builder.Property(d => d.RemovedReason).HasMaxLength(Lengths.Text);
            builder.HasIndex(d => new { d.ThreadId, d.Edition }).IsUnique();
            builder.HasIndex(d => new { d.SubjectType, d.SubjectId, d.CurrentKey }).IsUnique();
            builder.HasIndex(d => d.ClientId);
            builder.HasOne(d => d.Content).WithOne(c => c.Document).HasForeignKey<DocumentContent>(c => c.Id);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, d =>
                !Context.ClientsAreLimited
                || (d.Visibility == DocumentVisibility.SharedWithClient && d.ClientId != null && Context.OwnClientIds.Contains(d.ClientId.Value)));
        }
    }

    internal sealed class DocumentContentMapping : IEntityTypeConfiguration<DocumentContent>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<DocumentContent> builder)
        {
            builder.ToTable("DocumentContents");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.HasQueryFilter(PortalDbContext.ClientFilter, c =>
                !Context.ClientsAreLimited
                || (c.Document!.Visibility == DocumentVisibility.SharedWithClient && c.Document.ClientId != null
                    && Context.OwnClientIds.Contains(c.Document.ClientId.Value)));
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<StoredDocument> StoredDocuments => Set<StoredDocument>();

        public DbSet<DocumentContent> DocumentContents => Set<DocumentContent>();
    }
}
