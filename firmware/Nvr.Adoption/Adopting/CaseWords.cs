using Nvr.Adoption.Diagnosing;

namespace Nvr.Adoption.Adopting;

/// <summary>How it stands with a device, for the user.</summary>
internal sealed record CaseWords(string Sentence, string? NextStep = null, string? Detail = null, Finding? Finding = null)
{
    public static CaseWords Of(Diagnosis diagnosis) => new(diagnosis.Sentence, diagnosis.NextStep, diagnosis.Detail, diagnosis.Finding);
}
