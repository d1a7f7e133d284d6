namespace Nvr.Adoption.Import;

/// <summary>A single value, as text.</summary>
internal sealed record YamlScalar(int Line, string Value) : YamlNode(Line);
