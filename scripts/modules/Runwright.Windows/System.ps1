# All that the module touches outside of itself; tests put other things in its place.
$script:Api = @{
    Query      = { param([string]$Class, [string]$Namespace = 'root\cimv2') Get-CimInstance -ClassName $Class -Namespace $Namespace -ErrorAction Stop }
    CallMethod = { param([string]$Class, [string]$Namespace, [string]$Method) Invoke-CimMethod -ClassName $Class -Namespace $Namespace -MethodName $Method -ErrorAction Stop }
    Elevated   = { ([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator) }
    AgentRestart = { [bool](New-Object -ComObject Microsoft.Update.SystemInfo).RebootRequired }
    OpenKey    = {
        param([string]$Hive, [string]$Key, [bool]$Write)
        $view = if ([Environment]::Is64BitOperatingSystem) { [Microsoft.Win32.RegistryView]::Registry64 } else { [Microsoft.Win32.RegistryView]::Default }
        $base = [Microsoft.Win32.RegistryKey]::OpenBaseKey([Microsoft.Win32.RegistryHive]$Hive, $view)
        if ($Write) { $base.CreateSubKey($Key) } else { $base.OpenSubKey($Key) }
    }
    File       = { param([string]$Path) if ([IO.File]::Exists($Path)) { [IO.FileInfo]::new($Path) } }
    Version    = { param([string]$Path) [Diagnostics.FileVersionInfo]::GetVersionInfo($Path) }
    Hash       = { param([string]$Path) (Get-FileHash -LiteralPath $Path -Algorithm SHA256).Hash }
    Signature  = { param([string]$Path) Get-AuthenticodeSignature -LiteralPath $Path }
    Lines      = { param([string]$Path) if ([IO.File]::Exists($Path)) { [IO.File]::ReadAllLines($Path) } }
    TempFolder = { [IO.Path]::GetTempPath() }
    Program    = { param([string]$Name) [IO.Path]::Combine([Environment]::SystemDirectory, $Name) }
    Start      = {
        param([string]$Path, [string]$ArgumentLine)
        $how = @{ FilePath = $Path; Wait = $true; PassThru = $true; WindowStyle = 'Hidden'; ErrorAction = 'Stop' }
        if ($ArgumentLine -ne '') { $how.ArgumentList = $ArgumentLine }
        (Start-Process @how).ExitCode
    }
    Transfers  = { Get-BitsTransfer -ErrorAction Stop }
    Transfer   = { param([string]$Source, [string]$Destination, [string]$DisplayName) Start-BitsTransfer -Source $Source -Destination $Destination -DisplayName $DisplayName -Asynchronous -RetryInterval 60 -RetryTimeout 3600 -ErrorAction Stop }
    Complete   = { param($Job) Complete-BitsTransfer -BitsJob $Job -ErrorAction Stop }
    Web        = {
        param([string]$Uri)
        [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
        $request = [Net.WebRequest]::Create($Uri)
        $request.Timeout = 30000
        $request.AllowAutoRedirect = $false
        try { $response = $request.GetResponse() } catch {
            $cause = Get-RwCause $_.Exception
            $response = if ($cause -is [Net.WebException]) { $cause.Response }
            if ($null -eq $response) { throw }
        }
        try { [int]$response.StatusCode } finally { $response.Dispose() }
    }
    Cancel     = { param($Job) Remove-BitsTransfer -BitsJob $Job -ErrorAction Stop }
}

# Runs $Do here, or the caller's whole function on the computer that ComputerName names; whatever goes wrong ends the caller with one
# error record. A simple function on purpose: $PSCmdlet inside $Do is the caller's.
function Use-RwComputer($Caller, $Bound, [scriptblock]$Do) {
    $rwComputer = [string]$Bound['ComputerName']
    if ($rwComputer -ne '' -and @('.', 'localhost', [Environment]::MachineName) -notcontains $rwComputer) { return Invoke-RwRemotely $Caller $Bound $rwComputer }
    try { & $Do } catch { $Caller.ThrowTerminatingError((ConvertTo-RwComputerError $_)) }
}

function ConvertTo-RwComputerError([Management.Automation.ErrorRecord]$Record) {
    $cause = Get-RwCause $Record.Exception
    if ((Test-RwOwnError $Record) -or $cause -isnot [Runtime.InteropServices.COMException]) { return $Record }
    New-RwErrorRecord -Message "$($cause.Message) ($(ConvertTo-RwHex $cause.HResult))" -Id 'WindowsFailed' -Category NotSpecified -Target $Record.TargetObject -Cause $cause
}

# A value of the registry; Exists is false if there is none.
function Get-RwKeyValue([string]$Hive, [string]$Key, [string]$Name) {
    $open = & $script:Api.OpenKey $Hive $Key $false
    $there = $null -ne $open -and @($open.GetValueNames()) -contains $Name
    @{
        KeyExists = $null -ne $open
        Exists    = $there
        Value     = if ($there) { $open.GetValue($Name, $null, [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames) } else { $null }
        Kind      = if ($there) { [string]$open.GetValueKind($Name) } else { $null }
    }
}
