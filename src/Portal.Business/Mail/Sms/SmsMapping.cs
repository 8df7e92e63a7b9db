using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Clients;
using Portal.Business.Data;
using Portal.Business.Mail.Sms;

namespace Portal.Business.Mail.Sms
{
    internal sealed class TextMessageMapping : IEntityTypeConfiguration<TextMessage>
    {
        public void Configure(EntityTypeBuilder<TextMessage> builder)
        {
            builder.ToTable("TextMessages");
            builder.Property(m => m.Number).HasMaxLength(Lengths.Code);
            builder.Property(m => m.AboutType).HasMaxLength(60);
            builder.Property(m => m.Text).HasMaxLength(Lengths.Text);
            builder.Property(m => m.LastAnswer).HasMaxLength(Lengths.Text);
            builder.HasIndex(m => m.DedupeKey).IsUnique();
            builder.HasIndex(m => new { m.State, m.NextAttemptAt });
            builder.HasIndex(m => m.ClientId);
            builder.HasOne<Client>().WithMany().HasForeignKey(m => m.ClientId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<TextMessage> TextMessages => Set<TextMessage>();
    }
}
