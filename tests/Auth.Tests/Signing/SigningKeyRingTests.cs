using Auth.Signing;
using Auth.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Auth.Tests.Signing;

public sealed class SigningKeyRingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_configured_key_signs_and_all_verify()
    {
        var (first, second) = (SigningKeys.New(), SigningKeys.New());

        Ring($"{first}\n{second}").Keys.Select(key => key.Id).ShouldBe([Id(first), Id(second)]);
    }

    [Fact]
    public void Of_files_that_have_been_there_for_long_the_newest_by_name_signs()
    {
        var (older, newer) = (Write("2026-01-01.pem"), Write("2026-06-01.pem"));
        _time.Advance(TimeSpan.FromHours(1));

        Ring().Keys.Select(key => key.Id).ShouldBe([newer, older]);
    }

    [Fact]
    public void A_new_key_is_published_at_once_and_signs_when_everyone_knows_it()
    {
        var older = Write("2026-01-01.pem");
        _time.Advance(TimeSpan.FromHours(1));
        var ring = Ring();

        var newer = Write("2026-06-01.pem");
        ring.Refresh().ShouldBeTrue();
        ring.Keys.Select(key => key.Id).ShouldBe([older, newer]);

        _time.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromTicks(1));
        ring.Refresh().ShouldBeFalse();

        _time.Advance(TimeSpan.FromTicks(1));
        ring.Refresh().ShouldBeTrue();
        ring.Keys.Select(key => key.Id).ShouldBe([newer, older]);
    }

    [Fact]
    public void A_replica_that_starts_in_the_middle_of_a_rotation_signs_with_the_key_that_the_others_know()
    {
        var older = Write("2026-01-01.pem");
        var newer = Write("2026-06-01.pem");

        // Mounted together: the files' times tell nothing.
        Ring().Keys.Select(key => key.Id).ShouldBe([older, newer]);
    }

    [Fact]
    public void A_removed_key_is_gone()
    {
        var older = Write("2026-01-01.pem");
        var newer = Write("2026-06-01.pem");
        _time.Advance(TimeSpan.FromHours(1));
        var ring = Ring();

        File.Delete(_folder.File("2026-01-01.pem"));

        ring.Refresh().ShouldBeTrue();
        ring.Keys.Select(key => key.Id).ShouldBe([newer]);
        older.ShouldNotBe(newer);
    }

    [Fact]
    public void A_file_that_is_still_being_written_leaves_its_key_in_force()
    {
        var key = Write("key.pem");
        _time.Advance(TimeSpan.FromHours(1));
        var ring = Ring();

        File.WriteAllText(_folder.File("key.pem"), "-----BEGIN PRIVATE KEY-----\nMIGH");

        ring.Refresh().ShouldBeFalse();
        ring.Keys.Select(known => known.Id).ShouldBe([key]);
    }

    [Fact]
    public void A_directory_that_vanishes_for_a_moment_leaves_its_keys_in_force()
    {
        var key = Write("key.pem");
        var ring = Ring();
        Directory.Move(_folder.Path, _folder.Path + "-moved");
        try
        {
            ring.Refresh().ShouldBeFalse();
        }
        finally
        {
            Directory.Move(_folder.Path + "-moved", _folder.Path);
        }

        ring.Keys.Select(known => known.Id).ShouldBe([key]);
    }

    [Fact]
    public void A_mounted_Secret_is_followed_through_its_symbolic_links()
    {
        // As the kubelet lays it out: key.pem -> ..data/key.pem, ..data -> ..2026_01_01.
        var first = Mount("..2026_01_01");
        File.CreateSymbolicLink(_folder.File("..data"), "..2026_01_01");
        File.CreateSymbolicLink(_folder.File("key.pem"), Path.Combine("..data", "key.pem"));
        _time.Advance(TimeSpan.FromHours(1));
        var ring = Ring();
        ring.Keys.Select(key => key.Id).ShouldBe([first]);

        var second = Mount("..2026_06_01");
        File.Delete(_folder.File("..data"));
        File.CreateSymbolicLink(_folder.File("..data"), "..2026_06_01");

        ring.Refresh().ShouldBeTrue();
        ring.Keys.Select(key => key.Id).ShouldBe([second]);
    }

    [Fact]
    public void Configured_keys_sign_until_the_directorys_are_ready()
    {
        var configured = SigningKeys.New();
        var file = Write("key.pem");
        var ring = Ring(configured);
        ring.Keys.Select(key => key.Id).ShouldBe([Id(configured), file]);

        _time.Advance(TimeSpan.FromHours(1));

        ring.Refresh().ShouldBeTrue();
        ring.Keys.Select(key => key.Id).ShouldBe([file, Id(configured)]);
    }

    [Fact]
    public void The_same_key_in_both_places_is_one_key()
    {
        var pem = SigningKeys.New();
        File.WriteAllText(_folder.File("key.pem"), pem);

        Ring(pem).Keys.ShouldHaveSingleItem();
    }

    private SigningKeyRing Ring(string? configured = null) => new(
        Options.Create(new SigningKeyOptions { SigningKey = configured, SigningKeysDirectory = _folder.Path }), _time, NullLogger<SigningKeyRing>.Instance);

    private string Write(string name)
    {
        var pem = SigningKeys.New();
        File.WriteAllText(_folder.File(name), pem);
        return Id(pem);
    }

    private string Mount(string version)
    {
        Directory.CreateDirectory(_folder.File(version));
        return Write(Path.Combine(version, "key.pem"));
    }

    private static string Id(string pem) => SigningKey.ReadAll(pem, "test")[0].Id;
}
