using Aspirate.Cluster.Applying.Rendering;

namespace Aspirate.Cluster.Tests.Applying;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("auth", "auth", null, null)]
    [InlineData("auth:1.0", "auth", "1.0", null)]
    [InlineData("localhost:5000/auth", "localhost:5000/auth", null, null)]
    [InlineData("localhost:5000/auth:1.0", "localhost:5000/auth", "1.0", null)]
    [InlineData("ghcr.io/a/b@sha256:0a", "ghcr.io/a/b", null, "sha256:0a")]
    [InlineData("ghcr.io/a/b:1@sha256:0a", "ghcr.io/a/b", "1", "sha256:0a")]
    public void A_reference_is_taken_apart(string reference, string name, string? tag, string? digest) =>
        ImageReference.Parse(reference).ShouldBe(new ImageReference(name, tag, digest));
}
