namespace Nvr.Export;

/// <summary>The recorder as an export names it. Immutable; unknown texts are empty.</summary>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Serial">Printed on the case.</param>
/// <param name="Url">Where its page is reached.</param>
/// <param name="Mac">Of its network port, six pairs of hexadecimal digits.</param>
/// <param name="Software">Product version, for example <c>0.1.0+3f2a</c>.</param>
public sealed record ExportUnit(string Name, string Serial, string Url, string Mac, string Software);
