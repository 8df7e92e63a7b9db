using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Portal.Web.Commands;

namespace Portal.Web.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("create-admin", "me@nord.example", "--remove-two-factor")]
    [InlineData("create-admin", "me@nord.example", "--name", "Ada", "--remove-two-factor")]
    [InlineData("seed", "--clients", "2", "--invoices", "3", "--without-documents")]
    public void SettingBehindASwitch_IsRead(params string[] command)
    {
        var builder = WebApplication.CreateBuilder(CommandLine.Settings([.. command, "--Database:Provider", "PostgreSql"]));

        Assert.Equal("PostgreSql", builder.Configuration["Database:Provider"]);
    }
}
