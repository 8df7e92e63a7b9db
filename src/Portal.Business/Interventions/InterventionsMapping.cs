using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Accounts;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Interventions
{
    internal sealed class ServiceRequestMapping : IEntityTypeConfiguration<ServiceRequest>
    {
        public void Configure(EntityTypeBuilder<ServiceRequest> builder)
        {
            builder.ToTable("ServiceRequests");
            builder.Property(r => r.Number).HasMaxLength(Lengths.Code);
            builder.Property(r => r.Currency).HasMaxLength(3);
            builder.Property(r => r.Description).HasMaxLength(Lengths.LongText);
            builder.Property(r => r.FinishedBecause).HasMaxLength(RequestFields.LongestReason);
            builder.Ignore(r => r.IsFinishedByHand);
            builder.Property(r => r.Taxes).AsJson();
            builder.Property(r => r.Labels).AsJson();
            builder.Property(r => r.OnceKey).HasMaxLength(100);
            builder.HasIndex(r => r.OnceKey).IsUnique();
            builder.Property(r => r.LabelKey).HasMaxLength(Lengths.Text);
            builder.Property(r => r.SearchKey).HasMaxLength(Folding.LongestIndexed);
            builder.HasIndex(r => new { r.LegalEntityId, r.Number }).IsUnique();
            builder.HasIndex(r => new { r.Status, r.CreatedAt });
            builder.HasIndex(r => r.ClientId);
            builder.HasIndex(r => r.JobId);
            builder.HasIndex(r => r.CreatedAt);
            builder.HasIndex(r => r.SearchKey);
            builder.HasIndex(r => r.TechnicianId);
            builder.HasIndex(r => r.ContractLineId).HasFilter("\"ContractLineId\" IS NOT NULL");
            builder.HasOne<ContractLine>().WithMany().HasForeignKey(r => r.ContractLineId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(r => r.Lines).WithOne().HasForeignKey(l => l.RequestId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(r => r.Equipment).WithOne().HasForeignKey(e => e.RequestId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(r => r.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(r => r.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Job>().WithMany().HasForeignKey(r => r.JobId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Site>().WithMany().HasForeignKey(r => r.SiteId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Contact>().WithMany().HasForeignKey(r => r.ContactId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<TaskType>().WithMany().HasForeignKey(r => r.TaskTypeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Sector>().WithMany().HasForeignKey(r => r.SectorId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Team>().WithMany().HasForeignKey(r => r.TeamId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<User>().WithMany().HasForeignKey(r => r.TechnicianId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<FiscalPosition>().WithMany().HasForeignKey(r => r.FiscalPositionId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class RequestEquipmentMapping : IEntityTypeConfiguration<RequestEquipment>
    {
        public void Configure(EntityTypeBuilder<RequestEquipment> builder)
        {
            builder.ToTable("RequestEquipment");
            builder.HasKey(e => new { e.RequestId, e.EquipmentId });
            builder.HasOne<Equipment>().WithMany().HasForeignKey(e => e.EquipmentId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class WorkLineMapping : IEntityTypeConfiguration<WorkLine>
    {
        public void Configure(EntityTypeBuilder<WorkLine> builder)
        {
            builder.ToTable("WorkLines");
            builder.Property(l => l.Description).HasMaxLength(Lengths.Text);
            builder.Property(l => l.Unit).HasMaxLength(Lengths.Code);
            builder.Property(l => l.Quantity).Quantity();
            builder.Property(l => l.UnitPrice).UnitPrice();
            builder.Property(l => l.UnitCost).UnitPrice();
            builder.Property(l => l.DiscountPercent).Percent();
            builder.HasIndex(l => l.RequestId);
            builder.HasIndex(l => l.QuoteLineId).IsUnique();
            builder.HasIndex(l => l.JobLineId).IsUnique();
            builder.HasOne<Visit>().WithMany().HasForeignKey(l => l.VisitId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Product>().WithMany().HasForeignKey(l => l.ProductId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<TaxCode>().WithMany().HasForeignKey(l => l.TaxCodeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(l => l.GlAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<QuoteLine>().WithMany().HasForeignKey(l => l.QuoteLineId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<JobLine>().WithMany().HasForeignKey(l => l.JobLineId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class VisitMapping : IEntityTypeConfiguration<Visit>
    {
        public void Configure(EntityTypeBuilder<Visit> builder)
        {
            builder.ToTable("Visits");
            builder.Property(v => v.Number).HasMaxLength(Lengths.Code);
            builder.Property(v => v.Report).HasMaxLength(Lengths.LongText);
            builder.Property(v => v.Reason).HasMaxLength(Lengths.Text);
            builder.HasIndex(v => new { v.LegalEntityId, v.Number }).IsUnique();
            builder.HasIndex(v => new { v.TechnicianId, v.StartsAt });
            builder.HasIndex(v => v.StartsAt);
            builder.HasIndex(v => v.RequestId);
            builder.HasIndex(v => v.JobId);
            builder.HasIndex(v => v.ClientId);
            builder.HasIndex(v => v.SeriesId);
            builder.HasIndex(v => v.InvoiceId).IsUnique();
            builder.HasMany(v => v.Crew).WithOne().HasForeignKey(h => h.VisitId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(v => v.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(v => v.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Job>().WithMany().HasForeignKey(v => v.JobId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<ServiceRequest>().WithMany().HasForeignKey(v => v.RequestId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Site>().WithMany().HasForeignKey(v => v.SiteId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<User>().WithMany().HasForeignKey(v => v.TechnicianId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(v => v.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class VisitHelperMapping : IEntityTypeConfiguration<VisitHelper>
    {
        public void Configure(EntityTypeBuilder<VisitHelper> builder)
        {
            builder.ToTable("VisitHelpers");
            builder.HasIndex(h => new { h.VisitId, h.UserId }).IsUnique();
            builder.HasIndex(h => new { h.UserId, h.StartsAt });
            builder.HasOne<User>().WithMany().HasForeignKey(h => h.UserId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class VisitStepMapping : IEntityTypeConfiguration<VisitStep>
    {
        public void Configure(EntityTypeBuilder<VisitStep> builder)
        {
            builder.ToTable("VisitSteps");
            builder.Property(s => s.Detail).HasMaxLength(Lengths.Text);
            builder.HasIndex(s => s.OnceKey).IsUnique();
            builder.HasIndex(s => new { s.VisitId, s.At });
            builder.HasOne<Visit>().WithMany().HasForeignKey(s => s.VisitId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class WorkRulesMapping : IEntityTypeConfiguration<WorkRules>
    {
        public void Configure(EntityTypeBuilder<WorkRules> builder)
        {
            builder.ToTable("WorkRules");
            builder.HasIndex(r => r.LegalEntityId).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(r => r.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Product>().WithMany().HasForeignKey(r => r.HourProductId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class TechnicianMapping : IEntityTypeConfiguration<Technician>
    {
        public void Configure(EntityTypeBuilder<Technician> builder)
        {
            builder.ToTable("Technicians");
            builder.Property(t => t.SectorIds).AsJson();
            builder.Property(t => t.SkillIds).AsJson();
            builder.Property(t => t.Week).AsJson();
            builder.Property(t => t.Color).HasMaxLength(9);
            builder.Property(t => t.CalendarSecretHash).HasMaxLength(64);
            builder.HasIndex(t => t.UserId).IsUnique();
            builder.HasIndex(t => t.CalendarSecretHash);
            builder.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(t => t.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Team>().WithMany().HasForeignKey(t => t.TeamId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class AbsenceMapping : IEntityTypeConfiguration<Absence>
    {
        public void Configure(EntityTypeBuilder<Absence> builder)
        {
            builder.ToTable("Absences");
            builder.HasIndex(a => new { a.UserId, a.From });
            builder.HasOne<User>().WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class ClosingDayMapping : IEntityTypeConfiguration<ClosingDay>
    {
        public void Configure(EntityTypeBuilder<ClosingDay> builder)
        {
            builder.ToTable("ClosingDays");
            builder.HasIndex(c => new { c.LegalEntityId, c.Day }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(c => c.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class TeamMapping : IEntityTypeConfiguration<Team>
    {
        public void Configure(EntityTypeBuilder<Team> builder)
        {
            builder.ToTable("Teams");
            builder.HasIndex(t => new { t.LegalEntityId, t.Name }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(t => t.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class SectorMapping : IEntityTypeConfiguration<Sector>
    {
        public void Configure(EntityTypeBuilder<Sector> builder)
        {
            builder.ToTable("Sectors");
            builder.Property(s => s.PostalPrefixes).AsJson();
            builder.HasIndex(s => new { s.LegalEntityId, s.Name }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(s => s.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class SkillMapping : IEntityTypeConfiguration<Skill>
    {
        public void Configure(EntityTypeBuilder<Skill> builder)
        {
            builder.ToTable("Skills");
            builder.Property(s => s.Name).AsFrozenJson();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(s => s.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class TaskTypeMapping : IEntityTypeConfiguration<TaskType>
    {
        public void Configure(EntityTypeBuilder<TaskType> builder)
        {
            builder.ToTable("TaskTypes");
            builder.Property(t => t.Name).AsFrozenJson();
            builder.Property(t => t.Questions).AsJson();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(t => t.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Skill>().WithMany().HasForeignKey(t => t.SkillId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class AnswerMapping : IEntityTypeConfiguration<Answer>
    {
        public void Configure(EntityTypeBuilder<Answer> builder)
        {
            builder.ToTable("Answers");
            builder.Property(a => a.Key).HasMaxLength(Lengths.Code);
            builder.Property(a => a.Question).AsJson();
            builder.Property(a => a.Value).HasMaxLength(Lengths.Text);
            builder.HasIndex(a => new { a.RequestId, a.VisitId, a.Key }).IsUnique();
            builder.HasOne<ServiceRequest>().WithMany().HasForeignKey(a => a.RequestId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class EquipmentMapping : IEntityTypeConfiguration<Equipment>
    {
        public void Configure(EntityTypeBuilder<Equipment> builder)
        {
            builder.ToTable("Equipment");
            builder.Property(e => e.SerialNumber).HasMaxLength(Lengths.Name);
            builder.Property(e => e.Notes).HasMaxLength(Lengths.LongText);
            builder.Property(e => e.SearchKey).HasMaxLength(Folding.LongestIndexed);
            builder.HasIndex(e => new { e.ClientId, e.Name });
            builder.HasIndex(e => e.SearchKey);
            builder.HasOne<Client>().WithMany().HasForeignKey(e => e.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Site>().WithMany().HasForeignKey(e => e.SiteId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Product>().WithMany().HasForeignKey(e => e.ProductId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<ServiceRequest> ServiceRequests => Set<ServiceRequest>();

        public DbSet<WorkLine> WorkLines => Set<WorkLine>();

        public DbSet<Visit> Visits => Set<Visit>();

        public DbSet<VisitHelper> VisitHelpers => Set<VisitHelper>();

        public DbSet<VisitStep> VisitSteps => Set<VisitStep>();

        public DbSet<WorkRules> WorkRules => Set<WorkRules>();

        public DbSet<Technician> Technicians => Set<Technician>();

        public DbSet<Absence> Absences => Set<Absence>();

        public DbSet<ClosingDay> ClosingDays => Set<ClosingDay>();

        public DbSet<Team> Teams => Set<Team>();

        public DbSet<Sector> Sectors => Set<Sector>();

        public DbSet<Skill> Skills => Set<Skill>();

        public DbSet<TaskType> TaskTypes => Set<TaskType>();

        public DbSet<Answer> Answers => Set<Answer>();

        public DbSet<Equipment> Equipment => Set<Equipment>();
    }
}
