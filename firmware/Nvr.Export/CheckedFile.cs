namespace Nvr.Export;

/// <summary>One file of an export and what was found out about it. Immutable. The name is fit for a terminal: what is no letter to be seen is replaced.</summary>
public sealed record CheckedFile(string Name, FileVerdict Verdict, string? Detail = null);
