using Nvr.Core.Time;
using Torture.Box;
using Torture.Oracle;

namespace Nvr.Host.Tests.Clock;

/// <summary>What came of one experience with the clock, read after the last step.</summary>
/// <param name="Near">What the API lists around the recorder's own now.</param>
/// <param name="FramesThen">How many pictures lay on disk just before and just after that was listed.</param>
/// <param name="Elsewhere">What it lists around every other time that the clock had shown.</param>
/// <param name="Now">The recorder's own now at the end.</param>
/// <param name="FilesAtSteps">How many files there were before each step and at the end.</param>
/// <param name="MoviePictures">Pictures in one movie of everything.</param>
/// <param name="Counters">What lies on disk.</param>
/// <param name="Check">What nvrd check said in the end.</param>
internal sealed record ClockOutcome(
    RecordingsReading Near,
    (int Before, int After) FramesThen,
    IReadOnlyList<RecordingsReading> Elsewhere,
    UtcTime Now,
    IReadOnlyList<int> FilesAtSteps,
    int MoviePictures,
    CounterLedger Counters,
    ProgramResult Check);
