# The commands of the tests' own shell, for a real PowerShell.
function Get-Echo { param($Value, $Other) $map = @{}; foreach ($name in $PSBoundParameters.Keys) { $map[$name] = $PSBoundParameters[$name] }; $map }
function Get-Nothing { }
function Get-Pid { [long]$PID }
function Get-Big { param([int]$N) 'z' * $N }
function Get-Errors { Write-Error -Message "The mailbox 'x' couldn't be found." -ErrorId ManagementObjectNotFoundException -Category ObjectNotFound -TargetObject x; 'after' }
function Get-Failed { $PSCmdlet = $null; throw [Management.Automation.ErrorRecord]::new([Exception]::new("The mailbox 'x' couldn't be found."), 'ManagementObjectNotFoundException', 'ObjectNotFound', 'x') }
function Get-Exit { param([int]$N) exit $N }
function Write-Text { param([string]$Text) [Console]::Out.Write($Text + "`n"); [Console]::Out.Flush() }
function Write-Events { param([int]$N) for ($i = 0; $i -lt $N; $i++) { Write-Information "event $i" } }
function Write-Secret { param([string]$Secret) Write-Warning "the secret is $Secret"; Write-Progress -Activity $Secret -Status $Secret; Write-Error -Message "error with $Secret" -TargetObject $Secret }
function Wait-Politely { Write-Information 'started'; Start-Sleep -Seconds 600 }
function Wait-Stuck { Write-Information 'started'; [Threading.Thread]::Sleep(600000) }
function Wait-WithChild { sh -c 'sleep 600 & echo $!; wait' | ForEach-Object { Write-Information $_ } }
function Exit-Now { [Console]::Error.WriteLine('out of luck'); [Environment]::Exit(7) }
