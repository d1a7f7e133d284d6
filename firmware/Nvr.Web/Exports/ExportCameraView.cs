namespace Nvr.Web.Exports;

/// <summary>A camera of an export, by the name that it had when it was asked for. Immutable.</summary>
public sealed record ExportCameraView(string Id, string Name);
