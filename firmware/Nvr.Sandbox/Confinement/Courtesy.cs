namespace Nvr.Sandbox.Confinement;

/// <summary>Lets others go first: for work that nobody is waiting for in real time.</summary>
public static class Courtesy
{
    // On top of what the walls add, this reaches the least priority that there is, 19.
    private const int FurtherNiceness = 14;

    /// <summary>The calling thread, and those that it starts later, get the processor when nobody else wants it.</summary>
    public static void StepBack() => _ = Kernel.Nice(FurtherNiceness);
}
