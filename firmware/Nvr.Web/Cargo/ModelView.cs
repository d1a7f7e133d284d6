namespace Nvr.Web.Cargo;

/// <summary>A model for object detection on the box. Immutable.</summary>
/// <param name="Sha256">Of its file, 64 hexadecimal digits.</param>
/// <param name="IsInUse">What moves is looked at with it.</param>
public sealed record ModelView(string Id, string Name, string Sha256, long Bytes, IReadOnlyList<string> Classes, int InputWidth, int InputHeight, string Licence, bool IsInUse);
