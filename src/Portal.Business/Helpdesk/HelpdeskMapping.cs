using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Accounts;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.Incoming;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Helpdesk
{
    internal sealed class HelpdeskTeamMapping : IEntityTypeConfiguration<HelpdeskTeam>
    {
        public void Configure(EntityTypeBuilder<HelpdeskTeam> builder)
        {
            builder.ToTable("HelpdeskTeams");
            builder.Property(t => t.Week).AsJson();
            builder.Property(t => t.MemberIds).AsJson();
            builder.HasIndex(t => new { t.LegalEntityId, t.Name }).IsUnique();
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(t => t.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Job>().WithMany().HasForeignKey(t => t.DefaultJobId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class TicketMapping : IEntityTypeConfiguration<Ticket>
    {
        public void Configure(EntityTypeBuilder<Ticket> builder)
        {
            builder.ToTable("Tickets");
            builder.Property(t => t.Number).HasMaxLength(Lengths.Code);
            builder.Property(t => t.OnceKey).HasMaxLength(100);
            builder.Property(t => t.SearchKey).HasMaxLength(Folding.LongestIndexed);
            builder.HasIndex(t => new { t.LegalEntityId, t.Number }).IsUnique();
            builder.HasIndex(t => t.OnceKey).IsUnique();
            builder.HasIndex(t => new { t.Status, t.CreatedAt });
            builder.HasIndex(t => new { t.AssigneeId, t.Status, t.CreatedAt });
            builder.HasIndex(t => new { t.ClientId, t.CreatedAt });
            builder.HasIndex(t => new { t.StageId, t.CreatedAt });
            builder.HasIndex(t => t.CreatedAt);

            // What a search leaves is found in the index alone.
            builder.HasIndex(t => new { t.SearchKey, t.ClientId, t.Id });
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(t => t.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Client>().WithMany().HasForeignKey(t => t.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<HelpdeskTeam>().WithMany().HasForeignKey(t => t.TeamId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<TicketStage>().WithMany().HasForeignKey(t => t.StageId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany<TicketLabel>().WithOne().HasForeignKey(l => l.TicketId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<User>().WithMany().HasForeignKey(t => t.AssigneeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Contact>().WithMany().HasForeignKey(t => t.ContactId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Job>().WithMany().HasForeignKey(t => t.JobId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<HoursPack>().WithMany().HasForeignKey(t => t.HoursPackId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<ServiceRequest>().WithMany().HasForeignKey(t => t.RequestId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Ticket>().WithMany().HasForeignKey(t => t.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class TicketStageMapping : IEntityTypeConfiguration<TicketStage>
    {
        public void Configure(EntityTypeBuilder<TicketStage> builder)
        {
            builder.ToTable("TicketStages");
            builder.Property(s => s.Name).AsFrozenJson();
            builder.HasIndex(s => new { s.TeamId, s.Position });
            builder.HasOne<HelpdeskTeam>().WithMany().HasForeignKey(s => s.TeamId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class TicketLabelMapping : IEntityTypeConfiguration<TicketLabel>
    {
        public void Configure(EntityTypeBuilder<TicketLabel> builder) => Labels.Map(builder, "TicketLabels", nameof(TicketLabel.TicketId));
    }

    internal sealed class TicketLinkMapping : IEntityTypeConfiguration<TicketLink>
    {
        public void Configure(EntityTypeBuilder<TicketLink> builder)
        {
            builder.ToTable("TicketLinks");
            builder.HasIndex(l => new { l.TicketId, l.Kind, l.SubjectId }).IsUnique();
            builder.HasIndex(l => new { l.Kind, l.SubjectId });
            builder.HasOne<Ticket>().WithMany().HasForeignKey(l => l.TicketId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Client>().WithMany().HasForeignKey(l => l.ClientId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class CannedAnswerMapping : IEntityTypeConfiguration<CannedAnswer>
    {
        public void Configure(EntityTypeBuilder<CannedAnswer> builder)
        {
            builder.ToTable("CannedAnswers");
            builder.Property(a => a.Text).AsFrozenJson();
            builder.HasIndex(a => new { a.TeamId, a.Name }).IsUnique();
            builder.HasOne<HelpdeskTeam>().WithMany().HasForeignKey(a => a.TeamId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class UnsavedAnswerMapping : IEntityTypeConfiguration<UnsavedAnswer>
    {
        public void Configure(EntityTypeBuilder<UnsavedAnswer> builder)
        {
            builder.ToTable("UnsavedAnswers");
            builder.Property(u => u.Body).HasMaxLength(Lengths.LongText);
            builder.HasIndex(u => new { u.TicketId, u.UserId }).IsUnique();
            builder.HasIndex(u => u.UserId);
            builder.HasOne<Ticket>().WithMany().HasForeignKey(u => u.TicketId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<User>().WithMany().HasForeignKey(u => u.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class TicketMessageMapping : IEntityTypeConfiguration<TicketMessage>
    {
        public void Configure(EntityTypeBuilder<TicketMessage> builder)
        {
            builder.ToTable("TicketMessages");
            builder.Property(m => m.Body).HasMaxLength(Lengths.LongText);
            builder.Property(m => m.Quoted).HasMaxLength(Lengths.LongText);
            builder.Property(m => m.LeftOut).AsJson();
            builder.Property(m => m.MailId).HasMaxLength(MailIds.Longest);
            builder.Property(m => m.OnceKey).HasMaxLength(100);
            builder.HasIndex(m => m.OnceKey).IsUnique();
            builder.HasIndex(m => m.MailId);
            builder.HasIndex(m => new { m.TicketId, m.At });
            builder.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TicketId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Client>().WithMany().HasForeignKey(m => m.ClientId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    /// <summary>Client users see none.</summary>
    internal sealed class IncomingMailMapping : IEntityTypeConfiguration<IncomingMail>
    {
        /// <summary>EF puts the context of the running query in its place.</summary>
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<IncomingMail> builder)
        {
            builder.ToTable("IncomingMails");
            builder.Property(m => m.Key).HasMaxLength(IncomingMail.LongestKey);
            builder.Property(m => m.Fingerprint).HasMaxLength(IncomingMail.LongestKey);
            builder.Property(m => m.MailId).HasMaxLength(MailIds.Longest);
            builder.Property(m => m.FromAddress).HasMaxLength(254);
            builder.Property(m => m.Recipients).HasMaxLength(Lengths.Text);
            builder.Property(m => m.SearchKey).HasMaxLength(Folding.LongestIndexed);
            builder.Ignore(m => m.IsOpen);
            builder.HasIndex(m => m.Key).IsUnique();
            builder.HasIndex(m => new { m.State, m.ReceivedAt });
            builder.HasIndex(m => m.ReceivedAt);
            builder.HasIndex(m => m.TicketId);
            builder.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TicketId).OnDelete(DeleteBehavior.SetNull);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, m => !Context.ClientsAreLimited);
        }
    }

    internal sealed class IncomingMailSourceMapping : IEntityTypeConfiguration<IncomingMailSource>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<IncomingMailSource> builder)
        {
            builder.ToTable("IncomingMailSources");
            builder.HasIndex(s => s.IncomingMailId).IsUnique();
            builder.HasOne<IncomingMail>().WithMany().HasForeignKey(s => s.IncomingMailId).OnDelete(DeleteBehavior.Cascade);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, s => !Context.ClientsAreLimited);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<HelpdeskTeam> HelpdeskTeams => Set<HelpdeskTeam>();

        public DbSet<Ticket> Tickets => Set<Ticket>();

        public DbSet<TicketStage> TicketStages => Set<TicketStage>();

        public DbSet<TicketLabel> TicketLabels => Set<TicketLabel>();

        public DbSet<TicketLink> TicketLinks => Set<TicketLink>();

        public DbSet<CannedAnswer> CannedAnswers => Set<CannedAnswer>();

        public DbSet<UnsavedAnswer> UnsavedAnswers => Set<UnsavedAnswer>();

        public DbSet<TicketMessage> TicketMessages => Set<TicketMessage>();

        public DbSet<IncomingMail> IncomingMails => Set<IncomingMail>();

        public DbSet<IncomingMailSource> IncomingMailSources => Set<IncomingMailSource>();
    }
}
