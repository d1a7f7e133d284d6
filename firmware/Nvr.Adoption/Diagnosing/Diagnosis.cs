namespace Nvr.Adoption.Diagnosing;

/// <summary>One finding, with a sentence and a next step for the user (null when nothing is to be done) and the measured or technical detail.</summary>
public sealed record Diagnosis(Finding Finding, string Sentence, string? NextStep, string? Detail);
