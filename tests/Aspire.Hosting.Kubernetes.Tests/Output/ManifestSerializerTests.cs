using Aspire.Hosting.Kubernetes.Output;
using k8s;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Output;

public sealed class ManifestSerializerTests
{
    private readonly ManifestSerializer _serializer = new();

    [Fact]
    public void Fields_stand_in_the_order_people_write_them()
    {
        var text = _serializer.Serialize(new V1ConfigMap
        {
            Data = new Dictionary<string, string> { ["key"] = "value" },
            Metadata = new() { Labels = new Dictionary<string, string> { ["a"] = "b" }, Name = "settings" },
            Kind = "ConfigMap",
            ApiVersion = "v1",
        });

        text.ShouldBe("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  labels:\n    a: b\ndata:\n  key: value\n");
    }

    [Fact]
    public void What_is_not_set_is_not_written() =>
        _serializer.Serialize(new V1Container { Name = "c", Args = [], Resources = null }).ShouldBe("name: c\n");

    [Fact]
    public void An_empty_object_keeps_its_meaning() =>
        _serializer.Serialize(new V1NetworkPolicySpec { PodSelector = new(), Ingress = [new()] }).ShouldBe("podSelector: {}\ningress:\n- {}\n");

    [Fact]
    public void A_port_is_a_number_or_a_name()
    {
        _serializer.Serialize(new V1TCPSocketAction { Port = 8000 }).ShouldBe("port: 8000\n");
        _serializer.Serialize(new V1TCPSocketAction { Port = "http" }).ShouldBe("port: http\n");
    }

    [Fact]
    public void A_file_mode_is_octal() =>
        _serializer.Serialize(new V1SecretVolumeSource { SecretName = "keys", DefaultMode = 288 }).ShouldBe("secretName: keys\ndefaultMode: 0440\n");

    [Fact]
    public void Several_lines_become_a_block() =>
        _serializer.Serialize(new V1EnvVar { Name = "pem", Value = "-----BEGIN\nabc\n-----END\n" }).ShouldBe("name: pem\nvalue: |\n  -----BEGIN\n  abc\n  -----END\n");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("true")]
    [InlineData("No")]
    [InlineData("on")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("8080")]
    [InlineData("-1")]
    [InlineData("1_000")]
    [InlineData("0x1F")]
    [InlineData("0o17")]
    [InlineData("0777")]
    [InlineData("1e5")]
    [InlineData("123e45")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("12:30")]
    [InlineData("190:20:30.15")]
    [InlineData("2026-11-23")]
    [InlineData(".inf")]
    [InlineData("-")]
    [InlineData("- a")]
    [InlineData("a: b")]
    [InlineData("a:")]
    [InlineData("a #b")]
    [InlineData("#b")]
    [InlineData("{x}")]
    [InlineData("[x]")]
    [InlineData("*x")]
    [InlineData("&x")]
    [InlineData("!x")]
    [InlineData("%x")]
    [InlineData("@x")]
    [InlineData("`x`")]
    [InlineData("'x'")]
    [InlineData("\"x\"")]
    [InlineData("a\tb")]
    [InlineData("trailing \nblank")]
    [InlineData(" indented\nblock")]
    [InlineData("two\n\n")]
    [InlineData("carriage\r\nreturn")]
    [InlineData("Host=db;Password=a=b;c")]
    [InlineData("ünï")]
    [InlineData("=")]
    [InlineData("?x")]
    [InlineData("? x")]
    [InlineData("\u0007bell")]
    public void A_string_is_read_back_as_the_same_string(string value)
    {
        var map = new V1ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = new() { Name = "m" }, Data = new Dictionary<string, string> { ["key"] = value } };

        var text = _serializer.Serialize(map);

        KubernetesYaml.Deserialize<V1ConfigMap>(text).Data["key"].ShouldBe(value, text);
    }

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("-U")]
    [InlineData("http://auth-service:8000/x?y=z")]
    [InlineData("10.0.0.0/8")]
    [InlineData("3079ab")]
    public void Quotes_stand_only_where_they_are_needed(string value) =>
        _serializer.Serialize(new V1EnvVar { Name = "key", Value = value }).ShouldBe($"name: key\nvalue: {value}\n");
}
