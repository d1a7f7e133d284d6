using Nvr.Adoption.Devices;

namespace Nvr.Adoption.Healing;

/// <summary>Where healing writes down what it does. Called by one thread at a time; must not block long and must not fail.</summary>
public interface IHealingJournal
{
    /// <summary>A step was taken, or tried in vain.</summary>
    void OnStep(HealingNote note);

    /// <summary>All that a day allows has been done, and the device is still ill. Told at most once a day.</summary>
    void OnGivenUp(DeviceId device, string names);

    /// <summary>It is well again, after at least one step.</summary>
    void OnRecovered(DeviceId device, string names);
}
