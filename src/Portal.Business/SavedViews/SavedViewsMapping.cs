using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.SavedViews;

namespace Portal.Business.SavedViews
{
    internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedView>
    {
        public void Configure(EntityTypeBuilder<SavedView> builder)
        {
            builder.ToTable("SavedViews");
            builder.Property(v => v.List).HasMaxLength(Lengths.Code);
            builder.Property(v => v.Name).HasMaxLength(SavedView.LongestName);
            builder.Property(v => v.NameKey).HasMaxLength(Lengths.Name);
            builder.Property(v => v.Query).HasMaxLength(Lengths.Text);
            builder.HasIndex(v => new { v.List, v.OwnerId, v.NameKey }).IsUnique();
            builder.HasIndex(v => new { v.List, v.IsShared });
            builder.HasOne<User>().WithMany().HasForeignKey(v => v.OwnerId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

namespace Portal.Business.Data
{
    public partial class PortalDbContext
    {
        public DbSet<SavedView> SavedViews => Set<SavedView>();
    }
}
