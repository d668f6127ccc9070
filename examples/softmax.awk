# Multinomial logistic (softmax) regression by gradient descent, in plain awk.
#
#   awk -F, -v lr=0.1 -v epochs=40 -v columns=4 -v matrix=confusion.txt -f softmax.awk iris.csv
#
# Reads rows of numbers that end with a class name, and uses the first `columns` numbers. Every fifth row is kept for the test. Prints one line
# "key value epoch" a metric (loss of the training rows, accuracy of the test rows), and writes the
# confusion matrix of the test rows at the end.

NR == 1 { features = columns; next }
{
  rows++
  for (j = 1; j <= features; j++) x[rows, j] = $j
  if (!($NF in class)) { class[$NF] = ++classes; name[classes] = $NF }
  label[rows] = class[$NF]
  test[rows] = rows % 5 == 0
}

# The features get mean 0 and deviation 1 over the training rows.
function standardize(   i, j, n, sum, squares, mean, deviation) {
  for (j = 1; j <= features; j++) {
    n = sum = squares = 0
    for (i = 1; i <= rows; i++) if (!test[i]) { n++; sum += x[i, j]; squares += x[i, j] ^ 2 }
    mean = sum / n
    deviation = sqrt(squares / n - mean ^ 2)
    for (i = 1; i <= rows; i++) x[i, j] = (x[i, j] - mean) / deviation
  }
  for (i = 1; i <= rows; i++) x[i, 0] = 1  # the bias
}

# Fills p[1..classes] with the probabilities of row i, returns the likeliest class.
function predict(i,   k, j, top, sum, best) {
  top = -1e9
  for (k = 1; k <= classes; k++) {
    p[k] = 0
    for (j = 0; j <= features; j++) p[k] += weight[k, j] * x[i, j]
    if (p[k] > top) { top = p[k]; best = k }
  }
  sum = 0
  for (k = 1; k <= classes; k++) { p[k] = exp(p[k] - top); sum += p[k] }
  for (k = 1; k <= classes; k++) p[k] /= sum
  return best
}

END {
  standardize()
  for (epoch = 1; epoch <= epochs; epoch++) {
    loss = seen = hits = tried = 0
    for (k = 1; k <= classes; k++) for (j = 0; j <= features; j++) gradient[k, j] = 0
    for (i = 1; i <= rows; i++) {
      best = predict(i)
      if (test[i]) { tried++; hits += best == label[i]; continue }
      seen++
      loss -= log(p[label[i]] + 1e-12)
      for (k = 1; k <= classes; k++) {
        error = p[k] - (k == label[i])
        for (j = 0; j <= features; j++) gradient[k, j] += error * x[i, j]
      }
    }
    printf "loss %.6f %d\naccuracy %.6f %d\n", loss / seen, epoch, hits / tried, epoch
    for (k = 1; k <= classes; k++)
      for (j = 0; j <= features; j++) weight[k, j] -= lr * gradient[k, j] / seen
  }
  for (i = 1; i <= rows; i++) if (test[i]) count[label[i], predict(i)]++
  printf "%-12s", "true" > matrix
  for (k = 1; k <= classes; k++) printf " %10s", name[k] > matrix
  for (i = 1; i <= classes; i++) {
    printf "\n%-12s", name[i] > matrix
    for (k = 1; k <= classes; k++) printf " %10d", count[i, k] > matrix
  }
  print "" > matrix
}
