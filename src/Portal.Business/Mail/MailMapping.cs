using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Mail
{
    /// <summary>Client users see no messages at all.</summary>
    internal sealed class OutgoingMessageMapping : IEntityTypeConfiguration<OutgoingMessage>
    {
        /// <summary>EF puts the context of the running query in its place.</summary>
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<OutgoingMessage> builder)
        {
            builder.ToTable("OutgoingMessages");
            builder.Property(m => m.Kind).HasMaxLength(Lengths.Code);
            builder.Property(m => m.AboutType).HasMaxLength(Lengths.Code);
            builder.Property(m => m.DedupeKey).HasMaxLength(120);
            builder.Property(m => m.Answers).HasMaxLength(Lengths.Unlimited);
            builder.Property(m => m.FromAddress).HasMaxLength(254);
            builder.Property(m => m.ReplyToAddress).HasMaxLength(254);
            builder.Property(m => m.Recipients).AsJson();
            builder.Property(m => m.RecipientsSearch).HasMaxLength(Lengths.Text);
            builder.Property(m => m.Subject).HasMaxLength(500);
            builder.Property(m => m.Language).HasMaxLength(10);
            builder.Property(m => m.HtmlBody).HasMaxLength(Lengths.Unlimited);
            builder.Property(m => m.TextBody).HasMaxLength(Lengths.Unlimited);
            builder.Property(m => m.Attachments).AsJson();
            builder.Property(m => m.LastAnswer).HasMaxLength(MailEvent.LongestAnswer);
            builder.Property(m => m.LeaseOwner).HasMaxLength(100);
            builder.Ignore(m => m.About);
            builder.Ignore(m => m.Pending);
            builder.Ignore(m => m.Refused);
            builder.HasIndex(m => m.DedupeKey).IsUnique();
            builder.HasIndex(m => new { m.State, m.NextAttemptAt });
            builder.HasIndex(m => new { m.AboutType, m.AboutId });
            builder.HasIndex(m => m.ClientId);
            builder.HasIndex(m => m.PlannedAt);
            builder.HasIndex(m => m.Attention).HasFilter("\"Attention\" IS NOT NULL");
            builder.HasMany(m => m.Events).WithOne().HasForeignKey(e => e.OutgoingMessageId).OnDelete(DeleteBehavior.Cascade);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, m => !Context.ClientsAreLimited);
        }
    }

    internal sealed class MailEventMapping : IEntityTypeConfiguration<MailEvent>
    {
        private static readonly PortalDbContext Context = null!;

        public void Configure(EntityTypeBuilder<MailEvent> builder)
        {
            builder.ToTable("MailEvents");
            builder.Property(e => e.Answer).HasMaxLength(MailEvent.LongestAnswer);
            builder.HasQueryFilter(PortalDbContext.ClientFilter, e => !Context.ClientsAreLimited);
        }
    }

    internal sealed class MailTemplateMapping : IEntityTypeConfiguration<MailTemplate>
    {
        public void Configure(EntityTypeBuilder<MailTemplate> builder)
        {
            builder.ToTable("MailTemplates");
            builder.Property(t => t.Kind).HasMaxLength(Lengths.Code);
            builder.Property(t => t.Language).HasMaxLength(10);
            builder.Property(t => t.Body).HasMaxLength(Lengths.LongText);
            builder.HasIndex(t => new { t.Kind, t.Language }).IsUnique();
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<OutgoingMessage> OutgoingMessages => Set<OutgoingMessage>();

        public DbSet<MailEvent> MailEvents => Set<MailEvent>();

        public DbSet<MailTemplate> MailTemplates => Set<MailTemplate>();
    }
}
