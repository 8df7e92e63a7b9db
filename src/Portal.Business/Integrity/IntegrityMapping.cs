using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Integrity;

namespace Portal.Business.Integrity
{
    internal sealed class SealedRecordMapping : IEntityTypeConfiguration<SealedRecord>
    {
        /// <summary>EF puts the context of the running query in its place.</summary>
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<SealedRecord> builder)
        {
            builder.ToTable("SealedRecords");
            builder.Property(r => r.Number).HasMaxLength(35);
            builder.Property(r => r.Currency).HasMaxLength(3);
            builder.Property(r => r.Content).HasMaxLength(Lengths.Unlimited);
            builder.Property(r => r.PreviousHash).HasMaxLength(64);
            builder.Property(r => r.Hash).HasMaxLength(64);

            // One order and no fork; a document is sealed once.
            builder.HasIndex(r => new { r.LegalEntityId, r.Sequence }).IsUnique();
            builder.HasIndex(r => new { r.LegalEntityId, r.PreviousHash }).IsUnique();
            builder.HasIndex(r => new { r.SubjectId, r.Kind }).IsUnique();
            builder.HasIndex(r => new { r.LegalEntityId, r.Day });
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(r => r.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, r => !Context.ClientsAreLimited);
        }
    }

    internal sealed class ChainEndMapping : IEntityTypeConfiguration<ChainEnd>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<ChainEnd> builder)
        {
            builder.ToTable("ChainEnds");
            builder.HasKey(e => e.LegalEntityId);
            builder.Property(e => e.LegalEntityId).ValueGeneratedNever();
            builder.Property(e => e.Sequence).IsConcurrencyToken();
            builder.Property(e => e.Hash).HasMaxLength(64);
            builder.HasOne<LegalEntity>().WithOne().HasForeignKey<ChainEnd>(e => e.LegalEntityId).OnDelete(DeleteBehavior.Cascade);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, e => !Context.ClientsAreLimited);
        }
    }

    internal sealed class IntegrityCheckMapping : IEntityTypeConfiguration<IntegrityCheck>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<IntegrityCheck> builder)
        {
            builder.ToTable("IntegrityChecks");
            builder.Property(c => c.LastHash).HasMaxLength(64);
            builder.HasIndex(c => c.OpenKey).IsUnique();
            builder.HasIndex(c => new { c.LegalEntityId, c.StartedAt });
            builder.HasMany(c => c.Findings).WithOne().HasForeignKey(f => f.CheckId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(c => c.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, c => !Context.ClientsAreLimited);
        }
    }

    internal sealed class IntegrityFindingMapping : IEntityTypeConfiguration<IntegrityFinding>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<IntegrityFinding> builder)
        {
            builder.ToTable("IntegrityFindings");
            builder.Property(f => f.Document).HasMaxLength(35);
            builder.HasIndex(f => new { f.CheckId, f.Position });
            builder.HasQueryFilter(PortalDbContext.ClientFilter, f => !Context.ClientsAreLimited);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<SealedRecord> SealedRecords => Set<SealedRecord>();

        public DbSet<ChainEnd> ChainEnds => Set<ChainEnd>();

        public DbSet<IntegrityCheck> IntegrityChecks => Set<IntegrityCheck>();
    }
}
