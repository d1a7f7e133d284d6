namespace SimCamera.Tests.Quirks;

/// <summary>Says which quirks a test shows on the wire, so that another test can tell when one has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ShowsAttribute(params string[] quirks) : Attribute
{
    public IReadOnlyList<string> Quirks { get; } = quirks;
}
