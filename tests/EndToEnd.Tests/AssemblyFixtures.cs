using Tests.Browsing;

[assembly: AssemblyFixture(typeof(Chromium))]
