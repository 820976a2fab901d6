using System.Globalization;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Tests.Api;

/// <summary>An AppHost that is written against the official package compiles against this one.</summary>
public sealed class OfficialApiTests
{
    private const string OwnObjects = "Kubernetes' own objects are those of the Kubernetes client, k8s.Models, which have every field of the API; the official package has types of its own for them";

    /// <summary>What is not there in the same words, and why.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Aspire.Hosting.Kubernetes.KubernetesResource.AdditionalResources : List<BaseKubernetesResource> { get }"] = OwnObjects,
        ["Aspire.Hosting.Kubernetes.KubernetesResource.ConfigMap : ConfigMap { get; set }"] = OwnObjects,
        ["Aspire.Hosting.Kubernetes.KubernetesResource.Secret : Secret { get; set }"] = OwnObjects,
        ["Aspire.Hosting.Kubernetes.KubernetesResource.Service : Service { get; set }"] = OwnObjects,
        ["Aspire.Hosting.Kubernetes.KubernetesResource.Workload : Workload { get; set }"] = OwnObjects,
    };

    private static readonly Assembly Ours = typeof(KubernetesEnvironmentResource).Assembly;

    private static readonly HashSet<string> Members = [.. Ours.GetExportedTypes().SelectMany(Describe)];

    public static TheoryData<string> Official => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Api", "OfficialApi.txt")).Where(line => !line.StartsWith('#'))];

    [Theory]
    [MemberData(nameof(Official))]
    public void What_the_official_package_has_is_here_too(string member) =>
        (Members.Contains(member) || Exceptions.ContainsKey(member)).ShouldBeTrue(
            $"{member}\nThere is: {string.Join('\n', Members.Where(other => other.Split('(', ' ')[0] == member.Split('(', ' ')[0]))}");

    [Fact]
    public void An_exception_is_one()
    {
        foreach (var (member, reason) in Exceptions)
        {
            Members.ShouldNotContain(member);
            Official.ShouldContain(row => row.Data == member, reason);

            // In its place there is a member of the same name, which can be set where the official one can.
            var property = typeof(KubernetesResource).GetProperty(member.Split(' ')[0].Split('.')[^1]).ShouldNotBeNull();
            property.CanWrite.ShouldBe(member.Contains("set", StringComparison.Ordinal), member);
        }
    }

    private static IEnumerable<string> Describe(Type type)
    {
        if (type.IsEnum)
        {
            yield return type.FullName!;
            foreach (var name in type.GetEnumNames())
            {
                yield return $"{type.FullName}.{name} = {Convert.ToInt32(Enum.Parse(type, name), CultureInfo.InvariantCulture)}";
            }

            yield break;
        }

        if (!(type.IsAbstract && type.IsSealed))
        {
            foreach (var line in Kinds(type))
            {
                yield return line;
            }
        }

        foreach (var constructor in type.GetConstructors())
        {
            yield return $"new {type.FullName}({Parameters(constructor)})";
        }

        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        foreach (var method in type.GetMethods(Declared).Where(method => !method.IsSpecialName))
        {
            var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
            yield return $"{type.FullName}.{method.Name}{generic}({Parameters(method)}) : {Name(method.ReturnType)}";
        }

        foreach (var property in type.GetProperties(Declared))
        {
            // Who can only read needs no more than that.
            yield return $"{type.FullName}.{property.Name} : {Name(property.PropertyType)} {{ get }}";
            if (property.SetMethod is { IsPublic: true } setter)
            {
                var isInit = setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));
                yield return $"{type.FullName}.{property.Name} : {Name(property.PropertyType)} {{ get; {(isInit ? "init" : "set")} }}";
            }
        }
    }

    // The official list names the base class, and interfaces in the order of its source.
    private static IEnumerable<string> Kinds(Type type)
    {
        yield return type.FullName!;
        var parent = type.GetInterfaces().FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IResourceWithParent<>));
        var isResource = typeof(Resource).IsAssignableFrom(type);
        if (typeof(IResourceAnnotation).IsAssignableFrom(type))
        {
            yield return $"{type.FullName} is {nameof(IResourceAnnotation)}";
        }

        if (typeof(ContainerResource).IsAssignableFrom(type))
        {
            yield return $"{type.FullName} is {nameof(ContainerResource)}";
        }

        if (isResource && parent is not null)
        {
            yield return $"{type.FullName} is {nameof(Resource)}, {Name(parent)}, {nameof(IResourceWithParent)}, {nameof(IResource)}";
        }

        if (isResource && typeof(IComputeEnvironmentResource).IsAssignableFrom(type))
        {
            yield return $"{type.FullName} is {nameof(Resource)}, {nameof(IComputeEnvironmentResource)}, {nameof(IResource)}";
        }
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}"));

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        var value when parameter.ParameterType.IsEnum => Enum.ToObject(parameter.ParameterType, value).ToString()!,
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying);
        }

        if (type.IsGenericType)
        {
            return $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
        }

        return type == typeof(string) ? "string" : type == typeof(bool) ? "bool" : type == typeof(int) ? "int" : type.Name;
    }
}
