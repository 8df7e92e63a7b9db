using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Accounts;
using Portal.Business.Clients;
using Portal.Business.Data;

namespace Portal.Business.Accounts
{
    internal sealed class UserMapping : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> builder)
        {
            builder.ToTable("Users");
            builder.Property(u => u.Id).ValueGeneratedNever();
            builder.Property(u => u.Language).HasMaxLength(10);
            builder.Property(u => u.SearchKey).HasMaxLength(500);
        }
    }

    internal sealed class RoleMapping : IEntityTypeConfiguration<Role>
    {
        public void Configure(EntityTypeBuilder<Role> builder)
        {
            builder.ToTable("Roles");
            builder.Property(r => r.Id).ValueGeneratedNever();
        }
    }

    internal sealed class UserTokenMapping : IEntityTypeConfiguration<IdentityUserToken<long>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserToken<long>> builder) =>
            builder.Property(t => t.Value).HasMaxLength(Lengths.Text);
    }

    internal sealed class ClientUserMapping : IEntityTypeConfiguration<ClientUser>
    {
        public void Configure(EntityTypeBuilder<ClientUser> builder)
        {
            builder.ToTable("ClientUsers");
            builder.HasIndex(c => new { c.UserId, c.ClientId }).IsUnique();
            builder.HasIndex(c => c.ClientId);
            builder.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Client>().WithMany().HasForeignKey(c => c.ClientId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class AccountLinkMapping : IEntityTypeConfiguration<AccountLink>
    {
        public void Configure(EntityTypeBuilder<AccountLink> builder)
        {
            builder.ToTable("AccountLinks");
            builder.Property(l => l.SecretHash).HasMaxLength(64);
            builder.HasIndex(l => l.SecretHash).IsUnique();
            builder.HasIndex(l => l.UserId);
            builder.HasOne<User>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class UserPreferenceMapping : IEntityTypeConfiguration<UserPreference>
    {
        public void Configure(EntityTypeBuilder<UserPreference> builder)
        {
            builder.ToTable("UserPreferences");
            builder.Property(p => p.Name).HasMaxLength(UserPreference.LongestName);
            builder.Property(p => p.Value).HasMaxLength(UserPreference.LongestValue);
            builder.HasIndex(p => new { p.UserId, p.Name }).IsUnique();
            builder.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<ClientUser> ClientUsers => Set<ClientUser>();

        public DbSet<AccountLink> AccountLinks => Set<AccountLink>();

        public DbSet<UserPreference> UserPreferences => Set<UserPreference>();
    }
}
