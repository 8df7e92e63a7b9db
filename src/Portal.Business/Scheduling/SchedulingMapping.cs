using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Data;
using Portal.Business.Scheduling;

namespace Portal.Business.Scheduling
{
    internal sealed class WorkRunMapping : IEntityTypeConfiguration<WorkRun>
    {
        public void Configure(EntityTypeBuilder<WorkRun> builder)
        {
            builder.ToTable("WorkRuns");
            builder.Property(r => r.Work).HasMaxLength(Lengths.Code);
            builder.Property(r => r.Counts).AsJson();
            builder.Property(r => r.Error).HasMaxLength(WorkRun.LongestError);
            builder.HasIndex(r => new { r.Work, r.StartedAt });
            builder.HasIndex(r => r.StartedAt);
        }
    }

    internal sealed class WorkStateMapping : IEntityTypeConfiguration<WorkState>
    {
        public void Configure(EntityTypeBuilder<WorkState> builder)
        {
            builder.ToTable("WorkStates");
            builder.Property(s => s.Work).HasMaxLength(Lengths.Code);
            builder.HasIndex(s => s.Work).IsUnique();
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<WorkRun> WorkRuns => Set<WorkRun>();

        public DbSet<WorkState> WorkStates => Set<WorkState>();
    }
}
