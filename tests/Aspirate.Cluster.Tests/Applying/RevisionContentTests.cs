using System.IO.Compression;
using System.Text;
using Aspirate.Cluster.Applying.Revisions;

namespace Aspirate.Cluster.Tests.Applying;

public sealed class RevisionContentTests
{
    private static readonly DateTimeOffset Time = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    [Fact]
    public void A_revision_is_read_as_it_was_written()
    {
        var (application, time, description, objects) = RevisionContent.Read(RevisionContent.Write("shop", Time, "apply of tree", [TestObjects.ConfigMap("a"), TestObjects.Deployment("b")]));

        (application, time, description).ShouldBe(("shop", Time, "apply of tree"));
        objects.Select(item => item.Json.ToJsonString()).ShouldBe([TestObjects.ConfigMap("a").Json.ToJsonString(), TestObjects.Deployment("b").Json.ToJsonString()]);
    }

    [Fact]
    public void No_value_of_a_Secret_is_in_it()
    {
        var stored = RevisionContent.Write("shop", Time, "apply", [TestObjects.Secret("keys", "hunter2")]);

        using var reader = new StreamReader(new GZipStream(new MemoryStream(stored), CompressionMode.Decompress));
        var text = reader.ReadToEnd();
        text.ShouldContain("keys");
        text.ShouldNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("hunter2")));
        text.ShouldNotContain("password");
    }

    [Fact]
    public void What_was_damaged_is_not_taken_for_a_revision()
    {
        Should.Throw<InvalidDataException>(() => RevisionContent.Read([1, 2, 3]));
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("{}"u8);
        }

        Should.Throw<InvalidDataException>(() => RevisionContent.Read(compressed.ToArray()));
    }
}
