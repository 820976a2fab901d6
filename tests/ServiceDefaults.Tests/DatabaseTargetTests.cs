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

    [Theory]
    [InlineData("Host=db;Database=shop", 5)]
    [InlineData("Host=db;Database=shop;Timeout=20", 20)]
    public void Nobody_waits_long_for_a_server_that_is_away_unless_it_is_asked_for(string connectionString, int seconds) =>
        new NpgsqlConnectionStringBuilder(DatabaseTarget.Parse("shop", connectionString).ConnectionString).Timeout.ShouldBe(seconds);

    [Theory]
    [InlineData("Host=db;Database=shop", true)]
    [InlineData("Host=db;Database=shop;No Reset On Close=false", false)]
    public void A_session_is_not_cleared_for_the_next_request_unless_it_is_asked_for(string connectionString, bool expected) =>
        new NpgsqlConnectionStringBuilder(DatabaseTarget.Parse("shop", connectionString).ConnectionString).NoResetOnClose.ShouldBe(expected);
}
