using Portal.Web.Kit.Lists;

namespace Portal.Web.Tests.Kit;

public sealed class ListQueryTests
{
    [Fact]
    public void Query_WrittenAndRead_IsTheSame()
    {
        var query = new ListQuery
        {
            Search = "Café & fils",
            Sort = "total",
            Descending = true,
            Page = 3,
            Size = 100,
            View = "open",
            Columns = ["number", "total"],
            Filters = new Dictionary<string, string> { ["state"] = "Paid" },
        };

        var address = string.Join('&', query.Write([], "x-").Where(p => p.Value is not null).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!.ToString()!)}"));
        var read = ListQuery.Read("http://localhost/list?" + address, "x-");

        Assert.Equivalent(query, read, strict: true);
    }

    [Theory]
    [InlineData("page=0&size=0", 1, 10)]
    [InlineData("page=-4&size=99999", 1, 500)]
    [InlineData("page=many&size=%00", 1, 50)]
    [InlineData("page=99999999999999", 1, 50)]
    public void Query_WithNonsense_IsUnderstoodAsFarAsPossible(string address, int page, int size)
    {
        var query = ListQuery.Read("http://localhost/list?" + address);

        Assert.Equal(page, query.Page);
        Assert.Equal(size, query.Size);
    }
}
