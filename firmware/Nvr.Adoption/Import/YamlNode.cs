namespace Nvr.Adoption.Import;

/// <summary>A piece of a YAML document and the line on which it begins, from 1.</summary>
internal abstract record YamlNode(int Line);
