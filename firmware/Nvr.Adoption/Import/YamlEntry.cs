namespace Nvr.Adoption.Import;

/// <summary>A key and its value; <paramref name="Line"/> is the key's.</summary>
internal sealed record YamlEntry(string Key, int Line, YamlNode Value);
