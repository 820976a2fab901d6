using System.Text.Json.Nodes;
using Aspirate.Cluster.Secrets;
using Aspirate.Cluster.Secrets.Templates;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;

namespace Aspirate.Cluster.Tests.Secrets;

/// <summary>auth accepts the previous value of a client's secret, frontend presents one only.</summary>
public sealed class SecretRotationTests : IAsyncLifetime
{
    private const string Name = "client-secret";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly GivenValues _given = [];
    private readonly RecordingObserver _observer = new();
    private readonly SecretTemplate[] _tree =
    [
        Template("auth-secrets", ("Secret", "{client-secret}"), ("Previous", "{client-secret:previous}")),
        Template("frontend-secrets", ("Secret", "{client-secret}")),
    ];

    private FakeSecretApi _api = null!;
    private ClusterConnection _connection = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await FakeSecretApi.StartAsync();
        _connection = await _api.ConnectAsync();
        _given["Parameters:client-secret"] = "first";
        var deployment = new SecretDeployment(_api.Client, "shop", _given, _time);
        var rendered = await deployment.PrepareAsync(await deployment.PlanAsync(_tree, Cancellation), Cancellation);
        _api.Deployments.AddRange([Deployment("auth", rendered), Deployment("frontend", rendered)]);
        await new SecretReaders(_connection, "shop").ApplyAsync(rendered.Secrets, Cancellation);
        _api.Applied.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task Who_accepts_both_values_is_replaced_before_anybody_presents_the_new_one()
    {
        _given["Parameters:client-secret"] = "second";
        var seen = new List<string>();
        _observer.Follow = _ =>
        {
            seen.Add($"auth {Secret("auth-secrets", "Secret")}/{Secret("auth-secrets", "Previous")}, frontend {Secret("frontend-secrets", "Secret")}, rolled {string.Join('+', Rolled())}");
            return true;
        };

        (await RotateAsync()).ShouldBe(RotationOutcome.Done);

        seen.ShouldBe(["auth second/first, frontend first, rolled auth", "auth second/first, frontend second, rolled auth+frontend"]);
        Stored(Name).ShouldBe("second");
        Stored($"{Name}.previous").ShouldBe("first");
    }

    [Fact]
    public async Task The_rest_of_a_workload_is_left_as_it_was_applied()
    {
        var before = Applied("frontend");

        await RotateAsync();

        var after = _api.Applied.Last(entry => entry.Target == "deployments/frontend").Applied;
        after["spec"]!["template"]!["metadata"]!["annotations"]![SecretAnnotation.Name]!.GetValue<string>().ShouldNotBe("", "it is what changes");
        after["spec"]!["template"]!["metadata"]!["annotations"]!.AsObject().Remove(SecretAnnotation.Name);
        before["spec"]!["template"]!["metadata"]!["annotations"]!.AsObject().Remove(SecretAnnotation.Name);
        JsonNode.DeepEquals(after, before).ShouldBeTrue($"{after}\n{before}");
        after["spec"]!["replicas"].ShouldBeNull("the autoscaler's field is not taken over");
    }

    [Fact]
    public async Task Without_a_new_value_in_the_configuration_one_is_generated_and_the_old_one_is_never_taken_back()
    {
        await RotateAsync();
        var second = Stored(Name);
        second.ShouldNotBe("first");

        await RotateAsync();

        Stored(Name).ShouldNotBeOneOf("first", second);
        Stored($"{Name}.previous").ShouldBe(second);
        (await new SecretDeployment(_api.Client, "shop", _given, _time).PlanAsync(_tree, Cancellation)).Notices.ShouldBeEmpty("the configured value was rotated away, it is no news");
    }

    [Fact]
    public async Task An_interrupted_rotation_is_finished_by_repeating_it()
    {
        _observer.Follow = followed => followed == 0 ? throw new OperationCanceledException() : true;
        await Should.ThrowAsync<OperationCanceledException>(RotateAsync);
        var introduced = Stored(Name);
        Secret("frontend-secrets", "Secret").ShouldBe("first", "the new value is not in force yet");
        (await new SecretDeployment(_api.Client, "shop", _given, _time).PlanAsync(_tree, Cancellation)).Notices.Single().ShouldContain("aspirate secrets rotate client-secret");

        (await RotateAsync()).ShouldBe(RotationOutcome.Done);

        Stored(Name).ShouldBe(introduced);
        Secret("frontend-secrets", "Secret").ShouldBe(introduced);
        Stored($"{Name}.previous").ShouldBe("first");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Pods_that_do_not_become_healthy_get_the_value_before_back(int failing)
    {
        _given["Parameters:client-secret"] = "too-short";
        _observer.Follow = followed => followed != failing;

        (await RotateAsync()).ShouldBe(RotationOutcome.RolledBack);

        Stored(Name).ShouldBe("first");
        Stored($"{Name}.previous").ShouldBeNull();
        Secret("auth-secrets", "Secret").ShouldBe("first");
        Secret("frontend-secrets", "Secret").ShouldBe("first");
    }

    [Fact]
    public async Task A_retired_value_is_forgotten_and_only_who_accepted_it_is_replaced()
    {
        await RotateAsync();
        _api.Applied.Clear();

        (await Rotation().RetireAsync(_tree, [Name], Cancellation)).ShouldBe(RotationOutcome.Done);

        Stored($"{Name}.previous").ShouldBeNull();
        Secret("auth-secrets", "Previous").ShouldBeNull();
        Rolled().ShouldBe(["auth"]);
    }

    [Fact]
    public async Task An_unknown_name_is_answered_with_those_that_there_are()
    {
        var mistake = await Should.ThrowAsync<ClusterException>(() => Rotation().RotateAsync(_tree, ["client-secrte"], Cancellation));

        mistake.Message.ShouldContain("'client-secrte'");
        mistake.Message.ShouldContain("client-secret");
    }

    [Fact]
    public async Task A_value_that_nobody_can_make_has_to_be_given_first()
    {
        _tree[0].Parameters[0].Generate = null;
        _tree[1].Parameters[0].Generate = null;

        var mistake = await Should.ThrowAsync<ClusterException>(RotateAsync);

        mistake.Message.ShouldContain("dotnet user-secrets set Parameters:client-secret VALUE");
        Stored(Name).ShouldBe("first");
    }

    [Fact]
    public async Task A_workload_that_somebody_else_applied_is_named_and_left_alone()
    {
        _api.Deployments[1]["metadata"]!["managedFields"]!.AsArray().Clear();

        await RotateAsync();

        Rolled().ShouldBe(["auth"]);
        _observer.Said.ShouldContain("Deployment frontend reads a changed Secret, but aspirate has not applied it: restart it yourself");
    }

    [Fact]
    public async Task A_program_that_is_told_is_not_restarted_for_it_and_keeps_the_value_while_nobody_can_tell_it()
    {
        foreach (var template in _tree)
        {
            template.Parameters[0].Change = template.Metadata.Name == "frontend-secrets" ? new ValueChange { Container = "frontend", Command = ["tell"] } : null;
        }

        var refused = await Should.ThrowAsync<ClusterException>(RotateAsync);

        refused.Message.ShouldContain("labels");
        Secret("frontend-secrets", "Secret").ShouldBe("first");
        Secret("auth-secrets", "Previous").ShouldBe("first", "whoever accepts both waits for the change");
    }

    [Fact]
    public async Task Nothing_that_is_said_holds_a_value()
    {
        _given["Parameters:client-secret"] = "second";

        await RotateAsync();

        _observer.Said.ShouldNotBeEmpty();
        _observer.Said.ShouldAllBe(message => !message.Contains("first") && !message.Contains("second"));
    }

    private Task<RotationOutcome> RotateAsync() => Rotation().RotateAsync(_tree, [Name], Cancellation);

    private SecretRotation Rotation() => new(_connection, "shop", _given, _time, _observer);

    private string? Stored(string key) => _api.Value("aspirate-parameters", key);

    private string? Secret(string secret, string key) => _api.Value(secret, key);

    private IEnumerable<string> Rolled() => _api.Applied.Where(entry => entry.Target.StartsWith("deployments/", StringComparison.Ordinal)).Select(entry => entry.Target["deployments/".Length..]);

    private JsonObject Applied(string name) => AppliedFields.Of(Named(_api.Deployments.Single(item => (string?)item["metadata"]!["name"] == name)), "aspirate")!;

    private static JsonObject Named(JsonObject item)
    {
        var named = item.DeepClone().AsObject();
        named["apiVersion"] = "apps/v1";
        named["kind"] = "Deployment";
        return named;
    }

    private static SecretTemplate Template(string name, params (string Key, string Text)[] data) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Data = data.ToDictionary(entry => entry.Key, entry => entry.Text),
        Parameters = [new() { Name = Name, Generate = new SecretGeneration { MinLength = 16 } }],
    };

    // As the server answers it: with defaults, somebody else's replicas and the record of who owns what.
    private static JsonObject Deployment(string name, RenderedSecrets rendered) => JsonNode.Parse($$$"""
        {
          "metadata": {
            "name": "{{{name}}}", "namespace": "shop", "uid": "1", "labels": { "app": "{{{name}}}" },
            "managedFields": [
              { "manager": "hpa", "operation": "Update", "subresource": "scale", "fieldsV1": { "f:spec": { "f:replicas": {} } } },
              { "manager": "aspirate", "operation": "Apply", "fieldsV1": {
                "f:metadata": { "f:labels": { "f:app": {} } },
                "f:spec": { "f:selector": {}, "f:template": {
                  "f:metadata": { "f:annotations": { "f:checksum/secret": {} } },
                  "f:spec": { "f:containers": { "k:{\"name\":\"{{{name}}}\"}": {
                    ".": {}, "f:name": {}, "f:image": {}, "f:envFrom": {},
                    "f:ports": { "k:{\"containerPort\":80,\"protocol\":\"TCP\"}": { ".": {}, "f:containerPort": {} } } } } } } } } }
            ]
          },
          "spec": {
            "replicas": 3, "progressDeadlineSeconds": 600, "selector": { "matchLabels": { "app": "{{{name}}}" } },
            "template": {
              "metadata": { "annotations": { "checksum/secret": "{{{rendered.Checksums[$"{name}-secrets"]}}}", "kubectl.kubernetes.io/restartedAt": "x" } },
              "spec": {
                "restartPolicy": "Always",
                "containers": [
                  { "name": "injected", "image": "proxy" },
                  { "name": "{{{name}}}", "image": "{{{name}}}:1", "imagePullPolicy": "Always", "envFrom": [ { "secretRef": { "name": "{{{name}}}-secrets" } } ], "ports": [ { "containerPort": 80, "protocol": "TCP" } ] }
                ]
              }
            }
          },
          "status": { "replicas": 3 }
        }
        """)!.AsObject();
}
