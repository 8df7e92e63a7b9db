using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Accounts;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.JobFolders;

namespace Portal.Business.JobFolders
{
    internal sealed class JobMapping : IEntityTypeConfiguration<Job>
    {
        public void Configure(EntityTypeBuilder<Job> builder)
        {
            builder.ToTable("Jobs");
            builder.Property(j => j.Number).HasMaxLength(Lengths.Code);
            builder.Property(j => j.Currency).HasMaxLength(3);
            builder.Property(j => j.SearchKey).HasMaxLength(Folding.LongestIndexed);
            builder.HasIndex(j => new { j.LegalEntityId, j.Number }).IsUnique();
            builder.HasIndex(j => new { j.Status, j.CreatedAt });
            builder.HasIndex(j => new { j.ClientId, j.CreatedAt });
            builder.HasIndex(j => j.CreatedAt);

            // What a search, a day or an amount leaves is counted and sorted in the index alone.
            builder.HasIndex(j => new { j.SearchKey, j.ClientId, j.Status, j.CreatedAt, j.Id });
            builder.HasIndex(j => new { j.DueOn, j.Status, j.CreatedAt, j.Id }).HasFilter("\"DueOn\" IS NOT NULL");
            builder.HasIndex(j => new { j.CreatedAt, j.Status, j.Id }).HasFilter("\"LeftNet\" <> 0");
            builder.HasMany(j => j.Labels).WithOne().HasForeignKey(l => l.JobId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Job>().WithMany().HasForeignKey(j => j.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(j => j.ResponsibleUserId).HasFilter("\"ResponsibleUserId\" IS NOT NULL");
            builder.HasIndex(j => j.SiteId).HasFilter("\"SiteId\" IS NOT NULL");
            builder.HasMany(j => j.Lines).WithOne().HasForeignKey(l => l.JobId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(j => j.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(j => j.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.Property(j => j.RetentionPercent).Percent();
            builder.HasOne<Site>().WithMany().HasForeignKey(j => j.SiteId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class JobLineMapping : IEntityTypeConfiguration<JobLine>
    {
        public void Configure(EntityTypeBuilder<JobLine> builder)
        {
            builder.ToTable("JobLines");
            builder.Property(l => l.Description).HasMaxLength(Lengths.Text);
            builder.Property(l => l.Unit).HasMaxLength(Lengths.Code);
            builder.Property(l => l.Quantity).Quantity();
            builder.Property(l => l.EstimatedQuantity).HasPrecision(18, 4);
            builder.Ignore(l => l.BillsDelivered);
            builder.Property(l => l.InvoicedQuantity).Quantity();
            builder.Property(l => l.UnitPrice).UnitPrice();
            builder.Property(l => l.UnitCost).UnitPrice();
            builder.Property(l => l.DiscountPercent).Percent();
            builder.HasIndex(l => l.JobId);
            builder.HasIndex(l => l.QuoteLineId).IsUnique();
            builder.HasOne<JobStage>().WithMany().HasForeignKey(l => l.StageId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Product>().WithMany().HasForeignKey(l => l.ProductId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<TaxCode>().WithMany().HasForeignKey(l => l.TaxCodeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(l => l.GlAccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class JobLabelMapping : IEntityTypeConfiguration<JobLabel>
    {
        public void Configure(EntityTypeBuilder<JobLabel> builder) => Labels.Map(builder, "JobLabels", nameof(JobLabel.JobId));
    }

    internal sealed class JobFieldMapping : IEntityTypeConfiguration<JobField>
    {
        public void Configure(EntityTypeBuilder<JobField> builder)
        {
            builder.ToTable("JobFields");
            builder.Property(f => f.Name).AsFrozenJson();
            builder.Property(f => f.Choices).AsFrozenJson();
        }
    }

    internal sealed class JobFieldValueMapping : IEntityTypeConfiguration<JobFieldValue>
    {
        public void Configure(EntityTypeBuilder<JobFieldValue> builder)
        {
            builder.ToTable("JobFieldValues");
            builder.Property(v => v.Number).HasPrecision(18, 4);
            builder.HasIndex(v => new { v.JobId, v.FieldId }).IsUnique();
            builder.HasIndex(v => new { v.FieldId, v.Text, v.JobId });
            builder.HasOne<Job>().WithMany().HasForeignKey(v => v.JobId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<JobField>().WithMany().HasForeignKey(v => v.FieldId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class JobStageMapping : IEntityTypeConfiguration<JobStage>
    {
        public void Configure(EntityTypeBuilder<JobStage> builder)
        {
            builder.ToTable("JobStages");
            builder.HasIndex(s => new { s.JobId, s.Position });
            builder.HasOne<Job>().WithMany().HasForeignKey(s => s.JobId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class JobExpenseMapping : IEntityTypeConfiguration<JobExpense>
    {
        public void Configure(EntityTypeBuilder<JobExpense> builder)
        {
            builder.ToTable("JobExpenses");
            builder.Property(e => e.Description).HasMaxLength(Lengths.Name);
            builder.HasIndex(e => new { e.JobId, e.SpentOn });
            builder.HasIndex(e => e.DocumentId).HasFilter("\"DocumentId\" IS NOT NULL");
            builder.HasOne<Job>().WithMany().HasForeignKey(e => e.JobId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<StoredDocument>().WithMany().HasForeignKey(e => e.DocumentId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class JobTaskMapping : IEntityTypeConfiguration<JobTask>
    {
        public void Configure(EntityTypeBuilder<JobTask> builder)
        {
            builder.ToTable("JobTasks");
            builder.HasIndex(t => t.JobId);
            builder.HasIndex(t => t.AssigneeId);
            builder.HasIndex(t => t.JobLineId).IsUnique();
            builder.HasOne<Job>().WithMany().HasForeignKey(t => t.JobId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<JobLine>().WithMany().HasForeignKey(t => t.JobLineId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<JobStage>().WithMany().HasForeignKey(t => t.StageId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<User>().WithMany().HasForeignKey(t => t.AssigneeId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class TimelineEntryMapping : IEntityTypeConfiguration<TimelineEntry>
    {
        public void Configure(EntityTypeBuilder<TimelineEntry> builder)
        {
            builder.ToTable("TimelineEntries");
            builder.Property(e => e.What).HasMaxLength(60);
            builder.Property(e => e.Subject).HasMaxLength(60);
            builder.Property(e => e.Args).AsFrozenJson();
            builder.Property(e => e.Note).HasMaxLength(Lengths.LongText);
            builder.HasIndex(e => new { e.JobId, e.At });
            builder.HasIndex(e => new { e.ClientId, e.At });
            builder.HasIndex(e => new { e.Subject, e.SubjectId });
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Job> Jobs => Set<Job>();

        public DbSet<JobLabel> JobLabels => Set<JobLabel>();

        public DbSet<JobField> JobFields => Set<JobField>();

        public DbSet<JobFieldValue> JobFieldValues => Set<JobFieldValue>();

        public DbSet<JobStage> JobStages => Set<JobStage>();

        public DbSet<JobTask> JobTasks => Set<JobTask>();

        public DbSet<JobExpense> JobExpenses => Set<JobExpense>();

        public DbSet<TimelineEntry> TimelineEntries => Set<TimelineEntry>();
    }
}
