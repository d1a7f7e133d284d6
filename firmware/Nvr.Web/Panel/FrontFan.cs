namespace Nvr.Web.Panel;

/// <summary>The fan and the temperature that it follows. Immutable.</summary>
/// <param name="Percent">How fast it is to turn.</param>
/// <param name="Celsius">Null where that cannot be read.</param>
/// <param name="Rpm">How fast it turns; null where nothing measures it.</param>
/// <param name="IsStalled">It should turn and does not.</param>
public sealed record FrontFan(int Percent, double? Celsius, int? Rpm, bool IsStalled);
