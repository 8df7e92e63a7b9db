using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Accounts;
using Portal.Business.Clients;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;
using Portal.Business.Timesheets;

namespace Portal.Business.Timesheets
{
    internal sealed class TimeEntryMapping : IEntityTypeConfiguration<TimeEntry>
    {
        public void Configure(EntityTypeBuilder<TimeEntry> builder)
        {
            builder.ToTable("TimeEntries");
            builder.Property(e => e.Note).HasMaxLength(Lengths.Text);
            builder.HasIndex(e => new { e.UserId, e.Day });
            builder.HasIndex(e => new { e.JobId, e.Day, e.Id });
            builder.HasIndex(e => e.VisitId);
            builder.HasIndex(e => e.TicketId);
            builder.HasOne<JobLine>().WithMany().HasForeignKey(e => e.OrderLineId).OnDelete(DeleteBehavior.Restrict);
            builder.Property(e => e.OverRate).HasPrecision(18, 6);
            builder.HasIndex(e => e.RunningUserId).IsUnique();
            builder.HasIndex(e => new { e.State, e.Day });
            builder.HasIndex(e => e.Day);

            // Little of it waits at a time: an index of its own says so to every database, where one of all time would be thought to hold half of it.
            builder.HasIndex(e => e.Day, "IX_TimeEntries_ToBill").HasFilter("\"Billing\" = 'ToBill'");
            builder.HasIndex(e => e.Day, "IX_TimeEntries_ToDecide").HasFilter("\"Billing\" = 'ToDecide'");

            // It has no field: what is saved is always what follows from the rest.
            builder.Property(e => e.Billing).UsePropertyAccessMode(PropertyAccessMode.Property);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(e => e.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(e => e.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Job>().WithMany().HasForeignKey(e => e.JobId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Visit>().WithMany().HasForeignKey(e => e.VisitId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Ticket>().WithMany().HasForeignKey(e => e.TicketId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<User>().WithMany().HasForeignKey(e => e.UserId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<JobLine>().WithMany().HasForeignKey(e => e.JobLineId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class CostRateMapping : IEntityTypeConfiguration<CostRate>
    {
        public void Configure(EntityTypeBuilder<CostRate> builder)
        {
            builder.ToTable("CostRates");
            builder.HasIndex(r => new { r.UserId, r.From }).IsUnique();
            builder.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<TimeEntry> TimeEntries => Set<TimeEntry>();

        public DbSet<CostRate> CostRates => Set<CostRate>();
    }
}
