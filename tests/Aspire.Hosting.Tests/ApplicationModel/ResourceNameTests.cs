namespace Aspire.Hosting.Tests.ApplicationModel;

public sealed class ResourceNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("auth")]
    [InlineData("Order-2-db")]
    public void Letters_digits_and_single_hyphens_make_a_name(string name) =>
        TestAppHost.Running().AddParameter(name).Resource.Name.ShouldBe(name);

    [Theory]
    [InlineData("1st", "begin with a letter", "st")]
    [InlineData("my_db", "'_'", "my-db")]
    [InlineData("my db", "' '", "my-db")]
    [InlineData("a--b", "two hyphens", "a-b")]
    [InlineData("a-", "ends with a hyphen", "a")]
    [InlineData("größe", "'ö'", "gr-e")]
    public void Other_names_are_refused_with_the_reason_and_a_better_one(string name, string reason, string better)
    {
        var message = Should.Throw<DistributedApplicationException>(() => TestAppHost.Running().AddParameter(name)).Message;

        message.ShouldContain($"'{name}'");
        message.ShouldContain(reason);
        message.ShouldContain($"'{better}'");
    }

    [Fact]
    public void A_name_has_at_most_64_characters()
    {
        TestAppHost.Running().AddParameter(new string('a', 64));

        Should.Throw<DistributedApplicationException>(() => TestAppHost.Running().AddParameter(new string('a', 65))).Message.ShouldContain("65 characters");
    }

    [Fact]
    public void Two_resources_cannot_have_the_same_name_whatever_its_case()
    {
        var builder = TestAppHost.Running();
        builder.AddParameter("cache");

        Should.Throw<DistributedApplicationException>(() => builder.AddContainer("Cache", "redis")).Message.ShouldContain("'Cache'");
    }
}
