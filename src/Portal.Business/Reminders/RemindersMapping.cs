using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Reminders;

namespace Portal.Business.Reminders
{
    internal sealed class ReminderPlanMapping : IEntityTypeConfiguration<ReminderPlan>
    {
        public void Configure(EntityTypeBuilder<ReminderPlan> builder)
        {
            builder.ToTable("ReminderPlans");
            builder.HasIndex(p => p.LegalEntityId).IsUnique();
            builder.HasMany(p => p.Levels).WithOne().HasForeignKey(l => l.PlanId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(p => p.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(p => p.InterestAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(p => p.FeeAccountId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<TaxCode>().WithMany().HasForeignKey(p => p.ChargeTaxCodeId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ReminderLevelMapping : IEntityTypeConfiguration<ReminderLevel>
    {
        public void Configure(EntityTypeBuilder<ReminderLevel> builder)
        {
            builder.ToTable("ReminderLevels");
            builder.HasIndex(l => new { l.PlanId, l.Number }).IsUnique();
        }
    }

    internal sealed class LateTermMapping : IEntityTypeConfiguration<LateTerm>
    {
        public void Configure(EntityTypeBuilder<LateTerm> builder)
        {
            builder.ToTable("LateTerms");
            builder.Property(t => t.AgreedPercent).Percent();
            builder.Property(t => t.ReferencePercent).Percent();
            builder.Property(t => t.AddedPoints).Percent();
            builder.Property(t => t.LegalPercent).Percent();
            builder.Property(t => t.FloorTimes).Percent();
            builder.Property(t => t.PersonsPercent).Percent();
            builder.Ignore(t => t.Percent);
            builder.HasIndex(t => new { t.LegalEntityId, t.From }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(t => t.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ReminderNoticeMapping : IEntityTypeConfiguration<ReminderNotice>
    {
        public void Configure(EntityTypeBuilder<ReminderNotice> builder)
        {
            builder.ToTable("ReminderNotices");
            builder.Property(n => n.Currency).HasMaxLength(3);
            builder.HasIndex(n => new { n.ClientId, n.CreatedAt });
            builder.HasIndex(n => n.CreatedAt);
            builder.HasMany(n => n.Reminders).WithOne(r => r.Notice).HasForeignKey(r => r.NoticeId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(n => n.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(n => n.ClientId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ReminderMapping : IEntityTypeConfiguration<Reminder>
    {
        public void Configure(EntityTypeBuilder<Reminder> builder)
        {
            builder.ToTable("Reminders");

            // Nobody is reminded twice of one instalment at one level.
            builder.HasIndex(r => new { r.InvoiceId, r.DueOn, r.Level }).IsUnique();
            builder.HasIndex(r => r.NoticeId);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(r => r.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ReminderChargeMapping : IEntityTypeConfiguration<ReminderCharge>
    {
        /// <summary>EF puts the context of the running query in its place.</summary>
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<ReminderCharge> builder)
        {
            builder.ToTable("ReminderCharges");

            // What a reminder claims is charged once, and of two who charge one invoice at a time one is told.
            builder.HasIndex(c => c.ReminderId).IsUnique();
            builder.HasIndex(c => new { c.InvoiceId, c.Turn }).IsUnique();
            builder.HasIndex(c => c.ProformaId);
            builder.HasOne<Reminder>().WithMany().HasForeignKey(c => c.ReminderId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(c => c.InvoiceId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(c => c.ProformaId).OnDelete(DeleteBehavior.Cascade);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, c => !Context.ClientsAreLimited);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<ReminderPlan> ReminderPlans => Set<ReminderPlan>();

        public DbSet<LateTerm> LateTerms => Set<LateTerm>();

        public DbSet<ReminderNotice> ReminderNotices => Set<ReminderNotice>();

        public DbSet<Reminder> Reminders => Set<Reminder>();

        public DbSet<ReminderCharge> ReminderCharges => Set<ReminderCharge>();
    }
}
