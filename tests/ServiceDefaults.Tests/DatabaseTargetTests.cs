using Microsoft.Extensions.Hosting;
using Npgsql;
using ServiceDefaults.Data;

namespace ServiceDefaults.Tests;

public sealed class DatabaseTargetTests
{
    [Theory]
    [InlineData("Host=db;Database=shop", GssEncryptionMode.Disable)]
    [InlineData("Host=db;Database=shop;GSS Encryption Mode=Prefer", GssEncryptionMode.Prefer)]
    [InlineData("Host=db;Database=shop;gssencryptionmode=Require", GssEncryptionMode.Require)]
    public void Kerberos_is_left_out_unless_it_is_asked_for(string connectionString, GssEncryptionMode expected)
    {
        var target = DatabaseTarget.Parse("shop", connectionString);

        target.Provider.ShouldBe(DatabaseProvider.PostgreSql);
        new NpgsqlConnectionStringBuilder(target.ConnectionString).GssEncryptionMode.ShouldBe(expected);
    }
}
