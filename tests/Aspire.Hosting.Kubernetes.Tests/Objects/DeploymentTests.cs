using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Objects;

public sealed class DeploymentTests
{
    private readonly ApplicationDescription _application = Sample.Application();

    [Fact]
    public void An_update_never_takes_a_pod_away_before_its_successor_is_ready()
    {
        var spec = _application.Object<V1Deployment>("auth").Spec;

        spec.Strategy.Type.ShouldBe("RollingUpdate");
        spec.Strategy.RollingUpdate.MaxUnavailable.Value.ShouldBe("0");
        spec.Strategy.RollingUpdate.MaxSurge.Value.ShouldBe("1");
        spec.MinReadySeconds.ShouldNotBeNull();
        spec.ProgressDeadlineSeconds.ShouldNotBeNull();
        spec.RevisionHistoryLimit.ShouldNotBeNull();
    }

    [Fact]
    public void A_pod_pauses_before_it_stops_and_then_has_time_to_finish()
    {
        var pod = _application.Pod("auth");

        var pause = pod.Containers[0].Lifecycle.PreStop.Sleep.Seconds;
        pause.ShouldBeGreaterThan(0);
        pod.TerminationGracePeriodSeconds!.Value.ShouldBeGreaterThan(pause + 30);
    }

    [Fact]
    public void Recreate_is_there_by_choice()
    {
        var strategy = _application.With("auth", auth => auth with { UpdateStrategy = UpdateStrategy.Recreate }).Object<V1Deployment>("auth").Spec.Strategy;

        strategy.Type.ShouldBe("Recreate");
        strategy.RollingUpdate.ShouldBeNull();
    }

    [Fact]
    public void The_number_of_pods_is_the_models_unless_an_autoscaler_chooses_it()
    {
        _application.Object<V1Deployment>("auth").Spec.Replicas.ShouldBeNull();
        _application.Object<V2HorizontalPodAutoscaler>("auth").Spec.MinReplicas.ShouldBe(2);
        _application.With("auth", auth => auth with { Autoscaling = null, Replicas = 3 }).Object<V1Deployment>("auth").Spec.Replicas.ShouldBe(3);
    }

    [Fact]
    public void A_container_may_do_nothing_but_its_work()
    {
        var pod = _application.Pod("auth");
        var container = pod.Containers[0];

        pod.SecurityContext.RunAsNonRoot.ShouldBe(true);
        pod.SecurityContext.RunAsUser!.Value.ShouldBeGreaterThan(0);
        pod.SecurityContext.SeccompProfile.Type.ShouldBe("RuntimeDefault");
        pod.AutomountServiceAccountToken.ShouldBe(false);
        container.SecurityContext.AllowPrivilegeEscalation.ShouldBe(false);
        container.SecurityContext.ReadOnlyRootFilesystem.ShouldBe(true);
        container.SecurityContext.Capabilities.Drop.ShouldBe(["ALL"]);
        container.VolumeMounts.Single(mount => mount.MountPath == "/tmp").ReadOnlyProperty.ShouldBeNull();
        pod.Volumes.Single(volume => volume.Name == "tmp").EmptyDir.ShouldNotBeNull();
    }

    [Fact]
    public void Pods_spread_over_the_nodes()
    {
        var spread = _application.Pod("auth").TopologySpreadConstraints.Single();

        spread.TopologyKey.ShouldBe("kubernetes.io/hostname");
        spread.WhenUnsatisfiable.ShouldBe("ScheduleAnyway");
        spread.LabelSelector.MatchLabels["app.kubernetes.io/name"].ShouldBe("auth");
    }

    [Fact]
    public void The_recommended_labels_are_on_the_object_and_on_its_pods()
    {
        var deployment = _application.Object<V1Deployment>("auth");

        foreach (var labels in new[] { deployment.Metadata.Labels, deployment.Spec.Template.Metadata.Labels })
        {
            labels["app.kubernetes.io/name"].ShouldBe("auth");
            labels["app.kubernetes.io/instance"].ShouldBe("devops");
            labels["app.kubernetes.io/version"].ShouldBe("1.2.3");
            labels["app.kubernetes.io/component"].ShouldBe("service");
            labels["app.kubernetes.io/part-of"].ShouldBe("devops");
            labels["app.kubernetes.io/managed-by"].ShouldBe("aspirate");
        }
    }

    [Fact]
    public void The_selector_does_not_change_with_the_version() =>
        (_application with { Version = "9.9.9" }).Object<V1Deployment>("auth").Spec.Selector.MatchLabels
            .ShouldBe(_application.Object<V1Deployment>("auth").Spec.Selector.MatchLabels);

    [Fact]
    public void Changed_settings_roll_the_pods()
    {
        var changed = _application with { Parameters = [.. _application.Parameters.Select(parameter => parameter.Value is null ? parameter : parameter with { Value = "http://other" })] };

        Checksum(changed, "auth").ShouldNotBe(Checksum(_application, "auth"));
        Checksum(changed, "order").ShouldBe(Checksum(_application, "order"));
    }

    [Fact]
    public void Changed_files_do_not_roll_the_pods_because_a_pod_sees_them_change()
    {
        var changed = _application.With("auth", auth => auth with
        {
            Files = [auth.Files[0] with { Files = new Dictionary<string, TextTemplate>(auth.Files[0].Files) { ["next.pem"] = new(new TextPart.Parameter("auth-signing-key")) } }],
        });

        Checksum(changed, "auth").ShouldBe(Checksum(_application, "auth"));
    }

    [Fact]
    public void Settings_come_as_environment_and_as_files()
    {
        var container = _application.Container("auth");

        container.EnvFrom[0].ConfigMapRef.Name.ShouldBe("auth-config");
        container.EnvFrom[1].SecretRef.Name.ShouldBe("auth-secrets");
        container.VolumeMounts.Single(mount => mount.MountPath == "/etc/auth/signing-keys").ReadOnlyProperty.ShouldBe(true);
        _application.Pod("auth").Volumes.Single(volume => volume.Secret is not null).Secret.SecretName.ShouldBe("auth-signing-keys");
    }

    [Fact]
    public void A_secret_argument_is_handed_over_by_an_environment_variable()
    {
        var application = _application.With("auth", auth => auth with
        {
            Arguments = [TextTemplate.Literal("--cost=$(pwd)"), new(new TextPart.Literal("--password="), new TextPart.Parameter("postgres-password"))],
        });

        application.Container("auth").Args.ShouldBe(["--cost=$$(pwd)", "$(ARGUMENT_2)"]);
        Aspire.Hosting.Kubernetes.Objects.ApplicationObjects.Build(application).Secrets.First(secret => secret.Metadata.Name == "auth-secrets").Data["ARGUMENT_2"].ShouldBe("--password={postgres-password}");
    }

    [Fact]
    public void A_port_below_1024_can_be_listened_on_without_root()
    {
        var web = Sample.Service("web", 80);

        Sample.Application(web).Pod("web").SecurityContext.Sysctls.Single().Name.ShouldBe("net.ipv4.ip_unprivileged_port_start");
        _application.Pod("auth").SecurityContext.Sysctls.ShouldBeNull();
    }

    private static string Checksum(ApplicationDescription application, string name) =>
        application.Object<V1Deployment>(name).Spec.Template.Metadata.Annotations["checksum/config"];

    [Fact]
    public void The_kubelet_takes_a_dollar_sign_for_itself_in_commands_and_arguments()
    {
        var container = _application.With("auth", auth => auth with
        {
            Command = ["sh", "-c", "echo $HOME $(date) $$"],
            Arguments = [TextTemplate.Literal("^user-[0-9]+$"), TextTemplate.Literal("$$(PATH)")],
        }).Container("auth");

        container.Command.ShouldBe(["sh", "-c", "echo $$HOME $$(date) $$$$"]);
        container.Args.ShouldBe(["^user-[0-9]+$$", "$$$$(PATH)"]);
    }
}
