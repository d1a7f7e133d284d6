namespace Nvr.Board.Cooling;

/// <summary>The fan at its last look. Immutable.</summary>
/// <param name="Fraction">How fast it is to turn, 0 to 1.</param>
/// <param name="Celsius">What it follows; null where that cannot be read.</param>
/// <param name="Rpm">How fast it turns; null where nothing measures it.</param>
/// <param name="IsStalled">It should turn and does not.</param>
public sealed record FanState(double Fraction, double? Celsius, int? Rpm, bool IsStalled);
