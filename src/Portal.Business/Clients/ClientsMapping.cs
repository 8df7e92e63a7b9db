using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Clients
{
    internal sealed class ClientMapping : IEntityTypeConfiguration<Client>
    {
        public void Configure(EntityTypeBuilder<Client> builder)
        {
            builder.ToTable("Clients");
            builder.ComplexProperty(c => c.Numbers);
            builder.ComplexProperty(c => c.BillingAddress);
            builder.Property(c => c.Language).HasMaxLength(10);
            builder.Property(c => c.Currency).HasMaxLength(3);
            builder.Property(c => c.Notes).HasMaxLength(Lengths.LongText);
            builder.Property(c => c.SearchKey).HasMaxLength(Lengths.Text);
            builder.Property(c => c.Email).HasMaxLength(254);
            builder.Property(c => c.RemindersStopReason).HasMaxLength(Client.LongestStopReason);
            builder.HasIndex(c => c.FoldedName);
            builder.HasIndex(c => c.Email);
            builder.HasMany(c => c.Contacts).WithOne().HasForeignKey(c => c.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(c => c.Sites).WithOne().HasForeignKey(s => s.ClientId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(c => c.Labels).WithOne().HasForeignKey(l => l.ClientId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LegalEntity>().WithMany().HasForeignKey(c => c.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<PaymentTerms>().WithMany().HasForeignKey(c => c.PaymentTermsId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<FiscalPosition>().WithMany().HasForeignKey(c => c.FiscalPositionId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<GlAccount>().WithMany().HasForeignKey(c => c.DefaultGlAccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ClientLabelMapping : IEntityTypeConfiguration<ClientLabel>
    {
        public void Configure(EntityTypeBuilder<ClientLabel> builder) => Labels.Map(builder, "ClientLabels", nameof(ClientLabel.ClientId));
    }

    internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
    {
        public void Configure(EntityTypeBuilder<Contact> builder)
        {
            builder.ToTable("Contacts");
            builder.Property(c => c.Email).HasMaxLength(254);
            builder.Property(c => c.EmailKey).HasMaxLength(254);
            builder.HasIndex(c => c.ClientId);
            builder.HasIndex(c => new { c.ClientId, c.EmailKey }).IsUnique().HasFilter("\"EmailKey\" <> ''");
            builder.HasIndex(c => c.Email);
        }
    }

    internal sealed class SiteMapping : IEntityTypeConfiguration<Site>
    {
        public void Configure(EntityTypeBuilder<Site> builder)
        {
            builder.ToTable("Sites");
            builder.ComplexProperty(s => s.Address);
            builder.Property(s => s.Code).HasMaxLength(Lengths.Code);
            builder.Property(s => s.AccessNotes).HasMaxLength(Lengths.Text);
            builder.Property(s => s.SearchKey).HasMaxLength(Lengths.Text);
            builder.HasIndex(s => s.ClientId);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Client> Clients => Set<Client>();

        public DbSet<ClientLabel> ClientLabels => Set<ClientLabel>();

        public DbSet<Contact> Contacts => Set<Contact>();

        public DbSet<Site> Sites => Set<Site>();
    }
}
